"""What is measured, against what: ``python -m bench`` measures all, ``python -m bench NAME`` one.

Timing never fails a test. CPU time is what counts (the machine may be busy with other things): every figure is a median
over many rounds with its spread, and what is compared runs in turns in the same minutes.
"""
