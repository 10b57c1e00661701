"""What an authority orders and how it is put right (整改): the life of an institution, notices, ledgers, campaigns."""
