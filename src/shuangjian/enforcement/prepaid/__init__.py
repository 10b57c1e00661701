"""Prepaid money (预收费): what is held in custody, what must be deposited, and what a payer who leaves gets back."""
