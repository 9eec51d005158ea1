// To be written: keep contractors out at night.
