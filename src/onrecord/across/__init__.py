"""What the ledger's pages say together: carries between the ledger, which stores, and linking, which proposes."""
