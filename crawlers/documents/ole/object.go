package ole

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
)

// maxObject is the most an embedded object may have, in bytes.
const maxObject = 256 << 20

// Objects hands over what is embedded in the storages of a pool, each as a
// part: a file that was attached under its own name, a document of another
// Office program as a compound file.
func Objects(pool *cfb.Entry, out *documents.Builder) {
	if pool == nil {
		return
	}
	for i, e := range pool.Children {
		if e.Storage {
			Object(e, fmt.Sprintf("object %d", i+1), out)
		}
	}
}

// Object hands over one embedded object; name is used where it has none.
func Object(e *cfb.Entry, name string, out *documents.Builder) {
	if native := e.Find("\x01Ole10Native"); native != nil {
		data := native.Bytes(maxObject)
		if file, content, ok := Native(data); ok {
			part(out, orElse(file, name), content)
			return
		}
		if n := NewReader(data); int64(n.Uint32()) == int64(n.Left()) && n.Left() > 0 {
			part(out, name, n.data)
			return
		}
	}
	for _, plain := range []string{"CONTENTS", "Package"} {
		if c := e.Find(plain); c != nil && !c.Storage && len(e.Children) <= 6 {
			part(out, name, c.Bytes(maxObject))
			return
		}
	}
	if !hasContent(e) {
		return
	}
	out.Part(name, "", func() (io.ReadCloser, error) {
		data, err := e.Pack(maxObject)
		if err != nil {
			return nil, documents.ErrTooLarge
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	})
}

// hasContent tells an object from the mere link to one: streams whose names
// begin with a control character only say how it is shown.
func hasContent(e *cfb.Entry) bool {
	for _, c := range e.Children {
		if c.Name != "" && c.Name[0] > ' ' && !strings.EqualFold(c.Name, "Equation Native") {
			return true
		}
	}
	return false
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func part(out *documents.Builder, name string, data []byte) {
	if len(data) == 0 {
		return
	}
	out.Part(name, "", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
}

// Native takes the file out of what the Windows object packager keeps.
func Native(data []byte) (name string, content []byte, ok bool) {
	r := NewReader(data)
	r.Skip(4)
	if r.Uint16() != 2 {
		return "", nil, false
	}
	label := r.terminated()
	path := r.terminated()
	r.Skip(4)
	r.Skip(int64(r.Uint32()))
	n := int64(r.Uint32())
	content = r.Bytes(n)
	if label == "" {
		label = path
	}
	if i := strings.LastIndexAny(label, `\/`); i >= 0 {
		label = label[i+1:]
	}
	return label, content, len(content) > 0 && int64(len(content)) == n
}

// terminated reads a string up to a zero byte.
func (r *Reader) terminated() string {
	text, rest, _ := bytes.Cut(r.data, []byte{0})
	r.data = rest
	return Decode(text, Western)
}
