"""From an upload of any format to rows of text: encodings, delimiters, headers, sections, workbooks, JSON."""
