"""The screens: the workbench, and the dialogs that stand over it."""
