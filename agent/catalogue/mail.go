package catalogue

import (
	"encoding/json"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// mailRow is documents.Mail as it is stored: without what stands in columns of
// its own.
type mailRow struct {
	documents.Mail
	MessageID string  `json:"message_id,omitempty"` // in the column; earlier versions wrote it here too
	Subject   *string `json:"subject,omitempty"`    // nil for the title
}

func encodeMail(m documents.Mail, title string) (string, error) {
	row := mailRow{Mail: m}
	if m.Subject != title {
		row.Subject = &m.Subject
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(row); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

func decodeMail(stored, messageID, title string) (*documents.Mail, error) {
	var row mailRow
	if err := json.Unmarshal([]byte(stored), &row); err != nil {
		return nil, err
	}
	row.Mail.MessageID, row.Mail.Subject = messageID, title
	if row.Subject != nil {
		row.Mail.Subject = *row.Subject
	}
	return &row.Mail, nil
}

// relations are the names by which the messages of a conversation find each
// other: the first message of it, the one that is answered, and the number that
// Outlook gives to all.
func relations(m *documents.Mail) []string {
	names := []string{m.InReplyTo, m.Conversation}
	switch {
	case len(m.References) > 0:
		names = append(names, m.References[0])
	case m.InReplyTo == "":
		names = append(names, m.MessageID)
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == "" })
}
