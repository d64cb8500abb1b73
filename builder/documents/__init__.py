"""Raw bytes to documents: the filing's header, its documents, and the text that a reader sees.

Refuses to know the law and the people: a certification is just another document here.
"""
