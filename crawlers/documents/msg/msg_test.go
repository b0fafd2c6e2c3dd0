package msg_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/documents/msg"
)

// narrow are the streams of a message whose strings are in a code page.
func narrow() map[string][]byte {
	return map[string][]byte{
		"__properties_version1.0":                               records(topCounts(1, 1), 0x3FFD, 1251),
		"__substg1.0_001A001E":                                  []byte("IPM.Note\x00"),
		"__substg1.0_0037001E":                                  []byte("\xe6\xee\xff\x00"),
		"__substg1.0_1000001E":                                  []byte("text"),
		"__substg1.0_8000001E":                                  []byte("a@b.example"),
		"__substg1.0_8001101F":                                  make([]byte, 8),
		"__substg1.0_8001101F-00000000":                         []byte("A\x00"),
		"__substg1.0_8001101F-00000001":                         []byte("B\x00"),
		"__nameid_version1.0/__substg1.0_00020102":              {0x08, 0x20, 0x06, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46},
		"__nameid_version1.0/__substg1.0_00030102":              {0x80, 0x85, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 0},
		"__nameid_version1.0/__substg1.0_00040102":              []byte("\x10\x00\x00\x00K\x00e\x00y\x00w\x00o\x00r\x00d\x00s\x00"),
		"__recip_version1.0_#00000000/__properties_version1.0":  records(make([]byte, 8), 0x0C15, 2),
		"__recip_version1.0_#00000000/__substg1.0_3001001E":     []byte("Ann"),
		"__recip_version1.0_#00000000/__substg1.0_39FE001E":     []byte("ann@council.example"),
		"__attach_version1.0_#00000000/__properties_version1.0": make([]byte, 8),
		"__attach_version1.0_#00000000/__substg1.0_3707001E":    []byte("\xe6.txt"),
		"__attach_version1.0_#00000000/__substg1.0_37010102":    []byte("content"),
	}
}

func topCounts(recipients, attachments byte) []byte {
	head := make([]byte, 32)
	head[16], head[20] = recipients, attachments
	return head
}

// records appends whole numbers, by ID.
func records(head []byte, pairs ...int) []byte {
	for i := 0; i < len(pairs); i += 2 {
		head = append(head, 3, 0)
		head = binary.LittleEndian.AppendUint16(head, uint16(pairs[i]))
		head = append(head, 6, 0, 0, 0)
		head = binary.LittleEndian.AppendUint32(head, uint32(pairs[i+1]))
		head = append(head, 0, 0, 0, 0)
	}
	return head
}

func read(t *testing.T, data []byte) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	if err := msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

func TestNarrow(t *testing.T) {
	result := read(t, cfbtest.Build(narrow()))
	if want := "Cc: Ann <ann@council.example>\nSubject: жоя\n\nCategories: A; B\n\ntext\nAccount: a@b.example\n"; result.Item.Text != want {
		t.Errorf("got\n%q, want\n%q", result.Item.Text, want)
	}
	if len(result.Problems) > 0 || len(result.Parts) != 1 || result.Parts[0].Name != "ж.txt" {
		t.Errorf("problems %q, parts %+v", result.Problems, result.Parts)
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	tests := []struct {
		name   string
		change func(map[string][]byte)
		reason string
	}{
		{"recipients", func(s map[string][]byte) { s["__properties_version1.0"][16] = 3 }, "message: 2 of 3 recipients could not be found in it"},
		{"attachments", func(s map[string][]byte) { s["__properties_version1.0"][20] = 2 }, "message: 1 of 2 attachments could not be found in it"},
		{"list of properties", func(s map[string][]byte) { delete(s, "__properties_version1.0") }, "message: a part of it is damaged or cut short"},
		{"content", func(s map[string][]byte) { delete(s, "__attach_version1.0_#00000000/__substg1.0_37010102") }, "message: the content of an attachment is not in it"},
	}
	for _, tt := range tests {
		streams := narrow()
		tt.change(streams)
		result := read(t, cfbtest.Build(streams))
		if !slices.Equal(result.Problems, []string{tt.reason}) || !strings.Contains(result.Item.Text, "text") {
			t.Errorf("%s: problems %q, text %q", tt.name, result.Problems, result.Item.Text)
		}
	}
}

func TestObjects(t *testing.T) {
	const attachment = "__attach_version1.0_#00000000/"
	streams := narrow()
	delete(streams, attachment+"__substg1.0_37010102")
	streams[attachment+"__properties_version1.0"] = records(make([]byte, 8), 0x3705, mapi.AttachOLE)
	native := "\x02\x00plan.txt\x00C:\\plan.txt\x00\x00\x00\x03\x00\x0c\x00\x00\x00C:\\plan.txt\x00\x08\x00\x00\x00the plan"
	streams[attachment+"__substg1.0_3701000D/\x01Ole10Native"] = append(binary.LittleEndian.AppendUint32(nil, uint32(len(native))), native...)
	result := read(t, cfbtest.Build(streams))
	if len(result.Parts) != 1 || result.Parts[0].Name != "plan.txt" {
		t.Fatalf("parts %+v", result.Parts)
	}
	r, err := result.Parts[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(r); err != nil || string(data) != "the plan" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestNotAMessage(t *testing.T) {
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("text"), "another": cfbtest.Build(map[string][]byte{"WordDocument": []byte("x")})} {
		in := documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
		if _, err := msg.Open(in); !errors.Is(err, documents.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRead: whatever the bytes, reading ends, the text is UTF-8 with its bounds
// inside, and every part opens or says why not.
func FuzzRead(f *testing.F) {
	f.Add(cfbtest.Build(narrow()))
	inner := &mapi.Message{Props: mapi.Props{List: []mapi.Property{{Key: mapi.Subject, Type: mapi.TypeString, Data: []byte("x\x00")}}}}
	outer := &mapi.Message{
		Props:       mapi.Props{List: []mapi.Property{{Key: mapi.Key{Set: mapi.SetCommon, Number: 0x8520}, Type: mapi.TypeBinary, Data: []byte("verbs")}}},
		Recipients:  []mapi.Props{inner.Props},
		Attachments: []mapi.Attachment{{Embedded: func() (*mapi.Message, error) { return inner, nil }}},
	}
	data, err := mapi.Encode(outer)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(cfbtest.Build(map[string][]byte{"__properties_version1.0/__substg1.0_0037001E": []byte("a storage")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := documents.NewBuilder(1<<20, nil)
		if err := msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
			return
		}
		result := out.Result()
		if !utf8.ValidString(result.Item.Text) {
			t.Fatal("text is not UTF-8")
		}
		for _, b := range result.Item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(result.Item.Text) {
				t.Fatalf("bound %+v outside the text", b)
			}
		}
		for _, p := range result.Parts {
			if r, err := p.Open(); err == nil {
				_, _ = io.Copy(io.Discard, r)
				_ = r.Close()
			}
		}
	})
}
