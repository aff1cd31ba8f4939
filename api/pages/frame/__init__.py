"""What all pages share: the frame, the templates, and a record, its values, numbers and places in words."""
