package mapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
)

// attachments notes every attachment as a part, and writes those that are
// links.
func (w *writer) attachments() {
	linked := false
	for i := range w.m.Attachments {
		a := &w.m.Attachments[i]
		name := attachmentName(a, i+1)
		switch {
		case a.Embedded != nil:
			w.out.Part(name, documents.TypeOutlook, func() (io.ReadCloser, error) { return embedded(a) })
		case a.Open != nil && w.object(a, name):
		case a.Open != nil:
			w.out.Part(name, w.certain(a), a.Open)
		default:
			linked = w.linked(a) || linked
		}
		if target := attachmentPath(a); target != "" && (a.Open != nil || a.Embedded != nil) {
			w.property("Attached from", target)
		}
	}
	if linked {
		w.space()
	}
}

// object notes what is inside an attached OLE object: the file of a package, or
// the document of another program. It answers whether the attachment is one.
func (w *writer) object(a *Attachment, name string) bool {
	if method, _ := a.Props.Int(AttachMethod); method != AttachOLE {
		return false
	}
	r, err := a.Open()
	if err != nil {
		return false
	}
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(io.LimitReader(r, documents.MaxWhole))
	if err != nil {
		return false
	}
	f, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	ole.Object(f.Root, name, w.out)
	return true
}

// linked writes an attachment without content: where it is, or that it is lost.
func (w *writer) linked(a *Attachment) bool {
	name, target := oneLine(a.Props.Text(AttachLongName)), attachmentPath(a)
	if name == "" {
		name = oneLine(a.Props.Text(AttachName))
	}
	method, known := a.Props.Int(AttachMethod)
	if target == "" && (!known || method == AttachByValue || method == AttachOLE || method == AttachEmbedded) {
		w.out.Problem("message: the content of an attachment is not in it")
	}
	if target == "" {
		target = name
	} else if name != "" && !strings.Contains(target, name) {
		target = name + ": " + target
	}
	w.field("Linked attachment", target)
	return target != ""
}

func attachmentPath(a *Attachment) string {
	for _, key := range []Key{AttachLongPath, AttachPath} {
		if s := oneLine(a.Props.Text(key)); s != "" {
			return s
		}
	}
	return ""
}

var extensionPattern = regexp.MustCompile(`^\.[A-Za-z0-9_-]{1,10}$`)

// attachmentName returns what an attachment is called: by its long name, its
// short one, the name of what is embedded, or its place.
func attachmentName(a *Attachment, number int) string {
	extension := oneLine(a.Props.Text(AttachExtension))
	if !extensionPattern.MatchString(extension) {
		extension = ""
	}
	for _, key := range []Key{AttachLongName, AttachName, DisplayName} {
		name := oneLine(a.Props.Text(key))
		if name == "" {
			continue
		}
		if a.Embedded != nil && key == DisplayName && path.Ext(name) != ".msg" {
			return name
		}
		if key == DisplayName && path.Ext(name) == "" {
			name += extension
		}
		return name
	}
	kind := "attachment"
	if a.Embedded != nil {
		kind = "message"
	}
	return fmt.Sprintf("%s %d%s", kind, number, extension)
}

// certain returns the media type where the content would not tell.
func (w *writer) certain(a *Attachment) string {
	mime := strings.ToLower(a.Props.Text(AttachMIME))
	mime, _, _ = strings.Cut(mime, ";")
	switch secure := w.secure(); {
	case secure == signedClear && (strings.HasPrefix(mime, "multipart/") || len(w.m.Attachments) == 1):
		return documents.TypeMessage
	case strings.TrimSpace(mime) == "message/rfc822":
		return documents.TypeMessage
	case secure == sealed && len(w.m.Attachments) == 1, strings.HasSuffix(mime, "pkcs7-mime"):
		return documents.TypeSMIME
	case strings.HasSuffix(mime, "pkcs7-signature"):
		return "application/pkcs7-signature"
	}
	return ""
}

// embedded makes a message file of an attached item.
func embedded(a *Attachment) (io.ReadCloser, error) {
	m, err := a.Embedded()
	if err != nil {
		return nil, err
	}
	data, err := Encode(m)
	if err != nil {
		return nil, err
	}
	return section{bytes.NewReader(data)}, nil
}

// A section can be read in place.
type section struct{ *bytes.Reader }

// Close implements [io.Closer]; there is nothing to close.
func (section) Close() error { return nil }

// The ways a message may be secured.
type security int

const (
	plain security = iota
	signedClear
	sealed // signed in a form that hides the text, or encrypted
)

// secure tells by the class how a message is secured ([MS-OXOSMIME]).
func (w *writer) secure() security {
	class := strings.ToLower(w.m.Props.Text(MessageClass))
	switch {
	case !strings.Contains(class, ".smime"):
		return plain
	case strings.Contains(class, ".smime.multipartsigned"):
		return signedClear
	}
	return sealed
}

// locked says that a message is encrypted; its header was read all the same.
func (w *writer) locked() error {
	if w.secure() != sealed || len(w.m.Attachments) != 1 || w.m.Attachments[0].Open == nil {
		return nil
	}
	r, err := w.m.Attachments[0].Open()
	if err != nil {
		return nil //nolint:nilerr // the part tells it
	}
	defer func() { _ = r.Close() }()
	head := make([]byte, 4096)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil //nolint:nilerr // the part tells it
	}
	if bytes.Contains(head[:n], oidSigned) {
		return nil
	}
	return documents.Because(documents.ErrEncrypted, "encrypted S/MIME message: open it by hand with the recipient's certificate")
}

// oidSigned says that the content of a cryptographic message is signed only.
var oidSigned = []byte{0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}
