package mapi

// Encode returns the message, with all that is attached to it, as a message
// file (.msg) that Outlook and crawlers/documents/msg read: what stands for
// its bytes where it has none of its own, such as in a mail store. The same
// message always gives the same bytes. It fails with documents.ErrTooLarge
// over documents.MaxWhole, and where items are attached to one another without
// end.
func Encode(m *Message) ([]byte, error) { return nil, nil }
