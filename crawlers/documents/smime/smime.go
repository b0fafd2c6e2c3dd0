// Package smime reads what secure mail is wrapped in (RFC 8551, files .p7m):
// of a message that is signed, the message; of one that is encrypted, that it
// is.
//
// It promises the signed content as a part. It checks no signature, holds no
// key and decrypts nothing.
package smime

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"

	"sarsen/crawlers/documents"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

// The kinds of content, as object identifiers in DER.
var (
	oidSigned     = []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}
	oidEnveloped  = []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03}
	oidEncrypted  = []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x06}
	oidAuthorised = []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17}
)

var errLocked = documents.Because(documents.ErrEncrypted, "encrypted S/MIME message: open it by hand with the recipient's certificate")

func read(_ context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	content, err := signed(binary(data))
	if err != nil {
		return err
	}
	if len(content) == 0 {
		return nil // a bare signature or certificates
	}
	name, mediaType := "content", ""
	if isEntity(content) {
		name, mediaType = "message", documents.TypeMessage
	}
	out.Part(name, mediaType, func() (io.ReadCloser, error) { return section{bytes.NewReader(content)}, nil })
	return nil
}

// A section can be read in place.
type section struct{ *bytes.Reader }

// Close implements [io.Closer]; there is nothing to close.
func (section) Close() error { return nil }

// binary undoes base64, in which some programs leave such a file.
func binary(data []byte) []byte {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) == 0 || trimmed[0] == tagSequence {
		return data
	}
	if begin := bytes.Index(trimmed, []byte("-----\n")); bytes.HasPrefix(trimmed, []byte("-----BEGIN")) && begin > 0 {
		trimmed, _, _ = bytes.Cut(trimmed[begin+6:], []byte("-----END"))
	}
	raw, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(trimmed)))
	if err != nil {
		return data
	}
	return raw
}

// signed returns what was signed, empty when it is not in the file.
func signed(data []byte) ([]byte, error) {
	outer, _, ok := next(data, 0)
	if !ok || outer.tag != tagSequence {
		return nil, documents.ErrDamaged
	}
	kind, rest, ok := next(outer.content, 0)
	if !ok || kind.tag != tagOID {
		return nil, documents.ErrDamaged
	}
	switch {
	case bytes.Equal(kind.content, oidEnveloped), bytes.Equal(kind.content, oidEncrypted), bytes.Equal(kind.content, oidAuthorised):
		return nil, errLocked
	case !bytes.Equal(kind.content, oidSigned):
		return nil, documents.Because(documents.ErrUnsupported, "S/MIME message of a kind that is not read: open it by hand")
	}
	body, ok := descend(rest, tagExplicit, tagSequence)
	if !ok {
		return nil, documents.ErrDamaged
	}
	return encapsulated(body)
}

// encapsulated returns the content of signed data: behind version and digests
// stands a sequence of its kind and, unless it is elsewhere, its bytes.
func encapsulated(body []byte) ([]byte, error) {
	for range 2 {
		var ok bool
		if _, body, ok = next(body, 0); !ok {
			return nil, documents.ErrDamaged
		}
	}
	inner, _, ok := next(body, 0)
	if !ok || inner.tag != tagSequence {
		return nil, documents.ErrDamaged
	}
	_, rest, ok := next(inner.content, 0)
	if !ok {
		return nil, documents.ErrDamaged
	}
	if len(rest) == 0 {
		return nil, nil
	}
	wrapper, _, ok := next(rest, 0)
	if !ok || wrapper.tag != tagExplicit {
		return nil, documents.ErrDamaged
	}
	octets, _, ok := next(wrapper.content, 0)
	if !ok || octets.tag&^constructed != tagOctets {
		return nil, documents.ErrDamaged
	}
	return octets.bytes(0), nil
}

// descend goes down a path of tags.
func descend(data []byte, tags ...byte) ([]byte, bool) {
	for _, tag := range tags {
		e, _, ok := next(data, 0)
		if !ok || e.tag != tag {
			return nil, false
		}
		data = e.content
	}
	return data, true
}

// isEntity reports whether content begins like a message or a part of one.
func isEntity(content []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(content[:min(len(content), 64)], "\r\n"))
	for _, begin := range []string{"content-", "mime-version", "from:", "received:", "date:", "subject:", "message-id:"} {
		if bytes.HasPrefix(head, []byte(begin)) {
			return true
		}
	}
	return false
}
