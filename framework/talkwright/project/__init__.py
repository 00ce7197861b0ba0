"""A bot's folder of plain files, read into values. ``open`` is the door.

    files      text and documents from the disk      entries    named things over several files
    config     config.yml                            slots, responses, forms -> merge -> domain
    data       nlu, flows, stories, rules            endpoints, credentials
    check      whether the parts agree

It must not know how anything is trained, decided or served.
"""
