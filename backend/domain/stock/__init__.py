"""The housing stock (房源): what a unit is and what a list of units says."""
