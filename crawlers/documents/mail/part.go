package mail

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"sarsen/crawlers/documents"
)

// The kinds of leaf.
type leafKind int

const (
	attached leafKind = iota
	plainText
	htmlText
)

// kindOf tells text of the body from what is attached to it.
func kindOf(p *enmime.Part) leafKind {
	t := strings.ToLower(p.ContentType)
	if strings.EqualFold(p.Disposition, "attachment") || p.FileName != "" && t != "" && p.Parent != nil {
		return attached
	}
	switch t {
	case "text/html", "application/xhtml+xml":
		return htmlText
	case "", "text/plain", "text", "plain", "text/enriched", "text/richtext", "text/rfc822-headers",
		"message/delivery-status", "message/disposition-notification", "message/feedback-report", "message/external-body", "message/partial":
		return plainText
	}
	if strings.HasPrefix(t, "multipart/") {
		return plainText // without a boundary
	}
	return attached
}

// attach notes a part.
func (m *message) attach(p *enmime.Part) {
	mediaType := certain(strings.ToLower(p.ContentType))
	name := fileName(p)
	m.out.Part(name, mediaType, func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(decoded(p))), nil
	})
}

// certain keeps the declared types that are to be believed, since the content
// would not tell.
func certain(mediaType string) string {
	switch mediaType {
	case documents.TypeMessage, "message/global":
		return documents.TypeMessage
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		return "application/pkcs7-mime"
	case "application/pkcs7-signature", "application/x-pkcs7-signature":
		return "application/pkcs7-signature"
	}
	return ""
}

// fileName returns the declared name, or one made of the kind and place.
func fileName(p *enmime.Part) string {
	if p.FileName != "" {
		return decodeHeader(p.FileName)
	}
	kind := "part"
	if strings.HasPrefix(strings.ToLower(p.ContentType), "message/") {
		kind = "message"
	}
	if p.PartID == "" {
		return kind
	}
	return fmt.Sprintf("%s %s", kind, p.PartID)
}

// decoded undoes the transfer encoding of a part.
func decoded(p *enmime.Part) []byte {
	switch strings.ToLower(strings.TrimSpace(p.Header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return decodeBase64(p.Content)
	case "quoted-printable":
		return decodeQuoted(p.Content)
	case "x-uuencode", "x-uue", "uuencode":
		if _, files := extractUU(p.Content); len(files) > 0 {
			return files[0].data
		}
	}
	return p.Content
}
