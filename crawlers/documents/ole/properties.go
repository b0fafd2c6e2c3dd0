package ole

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
)

// Names of the two streams of properties.
const (
	summaryStream  = "\x05SummaryInformation"
	documentStream = "\x05DocumentSummaryInformation"
)

const (
	maxPropertyStream = 8 << 20
	maxProperties     = 2000
	maxVector         = 1000
)

// Names of the properties shown to readers, by number, as the newer formats
// call them.
var (
	summaryNames = map[uint32]string{
		2: "Title", 3: "Subject", 4: "Author", 5: "Keywords", 6: "Comments", 7: "Template", 8: "Last modified by",
		9: "Revision", 11: "Last printed", 12: "Created", 13: "Modified",
	}
	documentNames = map[uint32]string{
		2: "Category", 3: "Presentation format", 14: "Manager", 15: "Company", 26: "Content type", 27: "Status",
		28: "Language", 29: "Version",
	}
)

// Properties reads what a document says of itself into the metadata and the
// properties of out.
func Properties(root *cfb.Entry, out *documents.Builder) {
	var meta struct {
		title, author     string
		created, modified time.Time
	}
	for _, s := range sets(root.Find(summaryStream).Bytes(maxPropertyStream)) {
		for _, p := range s.properties() {
			switch p.id {
			case 2:
				meta.title = p.text
			case 4:
				meta.author = p.text
			case 12:
				meta.created = p.time
			case 13:
				meta.modified = p.time
			}
			if p.id != 9 {
				out.Property(summaryNames[p.id], named(summaryNames, p))
			}
		}
	}
	out.Meta(meta.title, meta.author, meta.created, meta.modified)
	for i, s := range sets(root.Find(documentStream).Bytes(maxPropertyStream)) {
		for _, p := range s.properties() {
			switch {
			case i > 0 && !strings.HasPrefix(p.name, "_PID_"):
				out.Property(p.name, p.shown())
			case i == 0:
				out.Property(documentNames[p.id], named(documentNames, p))
			}
		}
	}
}

// named is the value of a property that has a name.
func named(names map[uint32]string, p value) string {
	if names[p.id] == "" {
		return ""
	}
	return p.shown()
}

// A set is one set of properties: a table of places, and values.
type set struct {
	data []byte
	page int
	dict map[uint32]string
}

// A value is one property.
type value struct {
	id   uint32
	name string // of a property a user made
	text string
	time time.Time
}

func (v value) shown() string {
	if !v.time.IsZero() {
		return v.time.Format(time.RFC3339)
	}
	return v.text
}

// sets cuts a stream into its sets.
func sets(stream []byte) []set {
	r := NewReader(stream)
	if r.Uint16() != 0xFFFE {
		return nil
	}
	r.Skip(22)
	var out []set
	for range min(r.Uint32(), 2) {
		r.Skip(16)
		at := int64(r.Uint32())
		if at < int64(len(stream)) {
			out = append(out, set{data: stream[at:], page: Western})
		}
	}
	return out
}

// properties reads the values; the code page and the names come first.
func (s *set) properties() []value {
	r := NewReader(s.data)
	r.Skip(4)
	type place struct{ id, at uint32 }
	var places []place
	for range min(r.Uint32(), maxProperties) {
		if r.Left() < 8 {
			break
		}
		places = append(places, place{r.Uint32(), r.Uint32()})
	}
	for _, p := range places {
		if p.id == 1 {
			s.page = int(uint16(NewReader(s.from(p.at + 4)).Uint16()))
		}
	}
	for _, p := range places {
		if p.id == 0 {
			s.dict = s.dictionary(p.at)
		}
	}
	var out []value
	for _, p := range places {
		if p.id < 2 || p.id >= 0x80000000 {
			continue
		}
		v := s.value(NewReader(s.from(p.at)))
		v.id, v.name = p.id, s.dict[p.id]
		out = append(out, v)
	}
	return out
}

func (s *set) from(at uint32) []byte {
	if int64(at) >= int64(len(s.data)) {
		return nil
	}
	return s.data[at:]
}

// dictionary reads the names of the properties that users made.
func (s *set) dictionary(at uint32) map[uint32]string {
	r := NewReader(s.from(at))
	names := map[uint32]string{}
	for range min(r.Uint32(), maxProperties) {
		if r.Left() < 8 {
			break
		}
		id, n := r.Uint32(), int64(r.Uint32())
		if s.page == utf16Page {
			names[id] = s.decode(r.Bytes(2 * n))
			r.Skip(2 * (n & 1))
		} else {
			names[id] = s.decode(r.Bytes(n))
		}
	}
	return names
}

// Types of values.
const (
	typeInt16   = 2
	typeInt32   = 3
	typeBool    = 11
	typeLPSTR   = 30
	typeLPWSTR  = 31
	typeTime    = 64
	typeVector  = 0x1000
	typeVariant = 12
)

func (s *set) value(r *Reader) value {
	kind := r.Uint32()
	if kind&typeVector != 0 {
		return s.vector(r, kind&^typeVector)
	}
	return s.scalar(r, kind)
}

func (s *set) vector(r *Reader, kind uint32) value {
	var texts []string
	for range min(r.Uint32(), maxVector) {
		if r.Left() == 0 {
			break
		}
		var v value
		if kind == typeVariant {
			v = s.scalar(r, r.Uint32())
		} else {
			v = s.scalar(r, kind)
		}
		if v.text != "" {
			texts = append(texts, v.text)
		}
	}
	return value{text: strings.Join(texts, ", ")}
}

func (s *set) scalar(r *Reader, kind uint32) value {
	switch kind {
	case typeInt16:
		return value{text: strconv.Itoa(int(int16(r.Uint16())))} //nolint:gosec // a signed field
	case typeInt32:
		return value{text: strconv.Itoa(int(int32(r.Uint32())))} //nolint:gosec // a signed field
	case typeBool:
		return value{text: strconv.FormatBool(r.Uint16() != 0)}
	case typeLPSTR:
		return value{text: s.decode(r.Bytes(int64(r.Uint32())))}
	case typeLPWSTR:
		n := int64(r.Uint32())
		text := UTF16(r.Bytes(2 * n))
		r.Skip(2 * (n & 1))
		text, _, _ = strings.Cut(text, "\x00")
		return value{text: text}
	case typeTime:
		return value{time: filetime(r.Uint64())}
	}
	return value{}
}

func (s *set) decode(raw []byte) string {
	if s.page == utf16Page {
		text, _, _ := strings.Cut(UTF16(raw), "\x00")
		return text
	}
	raw, _, _ = bytes.Cut(raw, []byte{0})
	return Decode(raw, s.page)
}

// filetime converts hundreds of nanoseconds since 1601. Spans of time, which
// are kept in the same way, and nonsense give the zero time.
func filetime(t uint64) time.Time {
	const first = 119600064000000000 // 1980
	if t < first || t > 1<<62 {
		return time.Time{}
	}
	since := int64(t - 116444736000000000)
	return time.Unix(since/1e7, 0).UTC()
}
