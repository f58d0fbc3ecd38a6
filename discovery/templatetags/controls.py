"""Form controls in Bootstrap's classes: {{ field|control }} draws a bound field's widget; labels and errors are _field.html's."""

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The widget with the class its kind needs, marked where its value was refused."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect):
        # Checkboxes and radio buttons of a group; app.css draws them, for Django puts a class on their wrapper too.
        return field.as_widget()
    kind = "form-control"
    if isinstance(widget, CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, Select):
        kind = "form-select"
    classes = [widget.attrs.get("class", ""), kind, "is-invalid" if field.errors else ""]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.filter
def is_check(field: BoundField) -> bool:
    """A lone checkbox: its label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)
