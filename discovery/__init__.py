"""Facts and pages: creators, lists, campaigns, and what people see of them."""
