package cli

// private does nothing here: folders of a user are closed to others already.
func private() {}
