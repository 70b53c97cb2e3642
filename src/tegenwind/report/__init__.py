"""A practice report laid out: as HTML, as SVG pictures, as PDF and as JSON.

Pure: a report of ``tegenwind.practice`` goes in, text or bytes come out. No framework, no settings,
no clock, no file written.
"""
