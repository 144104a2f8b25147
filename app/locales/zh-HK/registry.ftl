## The register of smartcards: what staff and administrators read.
