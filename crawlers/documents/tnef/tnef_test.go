package tnef_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
	"sarsen/crawlers/documents/mapi"
	"sarsen/crawlers/documents/msg"
	"sarsen/crawlers/documents/tnef"
)

// stream makes a stream of attributes.
func stream(attributes ...[]byte) []byte {
	return append([]byte("\x78\x9F\x3E\x22\x01\x00"), bytes.Join(attributes, nil)...)
}

func attribute(level byte, id uint32, data string) []byte {
	out := binary.LittleEndian.AppendUint32([]byte{level}, id)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	out = append(out, data...)
	sum := uint16(0)
	for _, c := range []byte(data) {
		sum += uint16(c)
	}
	return binary.LittleEndian.AppendUint16(out, sum)
}

func u16(n uint16) string { return string(binary.LittleEndian.AppendUint16(nil, n)) }
func u32(n uint32) string { return string(binary.LittleEndian.AppendUint32(nil, n)) }

// counted is a length, the bytes, and what fills them up to four.
func counted(s string) string { return u32(uint32(len(s))) + s + strings.Repeat("\x00", -len(s)&3) }

func wide(s string) string {
	var out []byte
	for _, u := range utf16.Encode([]rune(s + "\x00")) {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return string(out)
}

func prop(t mapi.Type, id uint16, value string) string { return u16(uint16(t)) + u16(id) + value }

func list(props ...string) string { return u32(uint32(len(props))) + strings.Join(props, "") }

func text(id uint16, s string) string { return prop(mapi.TypeString, id, u32(1)+counted(wide(s))) }

const (
	attSubject     = 0x00018004
	attBody        = 0x0002800C
	attClass       = 0x00078008
	attSent        = 0x00038005
	attFrom        = 0x00008000
	attProps       = 0x00069003
	attRecipients  = 0x00069004
	attCodePage    = 0x00069007
	attRendData    = 0x00069002
	attTitle       = 0x00018010
	attData        = 0x0006800F
	attAttachProps = 0x00069005
)

func sample() []byte {
	public := string([]byte{0x29, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46})
	inner := stream(attribute(1, attSubject, "Inner\x00"), attribute(1, attBody, "deep text\x00"))
	asMessage := "\x07\x03\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46"
	return stream(
		attribute(1, attCodePage, u32(1252)+u32(0)),
		attribute(1, attClass, "IPM.Microsoft Mail.Note\x00"),
		attribute(1, attSubject, "Zo\xeb's repairs\x00"),
		attribute(1, attSent, u16(2026)+u16(3)+u16(2)+u16(9)+u16(5)+u16(0)+u16(1)),
		attribute(1, attFrom, u16(4)+u16(0)+u16(10)+u16(25)+"Ann Smith\x00SMTP:ann@council.example\x00"),
		attribute(1, attProps, list(
			text(0x1000, "Dear Zoë"),
			u16(uint16(mapi.TypeString|mapi.Many))+u16(0x8001)+public+u32(1)+counted(wide("Keywords"))+u32(2)+counted(wide("Housing"))+counted(wide("Zoë")),
			prop(mapi.TypeInt16, 0x0017, u16(2)+u16(0)),
		)),
		attribute(1, attRecipients, u32(1)+list(
			text(0x3001, "Zoë Okafor"), text(0x3002, "SMTP"), text(0x3003, "zoe@home.example"), prop(mapi.TypeInt32, 0x0C15, u32(1)),
		)),
		attribute(2, attRendData, strings.Repeat("\x00", 14)),
		attribute(2, attTitle, "plan~1.txt\x00"),
		attribute(2, attData, "the plan"),
		attribute(2, attAttachProps, list(text(0x3707, "plan of works.txt"))),
		attribute(2, attRendData, strings.Repeat("\x00", 14)),
		attribute(2, attAttachProps, list(text(0x3001, "Inner"), prop(mapi.TypeObject, 0x3701, u32(1)+counted(asMessage+string(inner))))),
	)
}

func read(t *testing.T, data []byte) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	if err := tnef.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

const sampleText = "From: Ann Smith <ann@council.example>\nTo: Zoë Okafor <zoe@home.example>\nDate: Mon, 02 Mar 2026 09:05:00 +0000\nSubject: Zoë's repairs\n\n" +
	"Importance: high\nCategories: Housing; Zoë\n\nDear Zoë\n"

func TestRead(t *testing.T) {
	result := read(t, sample())
	if result.Item.Text != sampleText || len(result.Problems) > 0 {
		t.Errorf("text\n%q, want\n%q\nproblems %q", result.Item.Text, sampleText, result.Problems)
	}
	var names []string
	for _, p := range result.Parts {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, []string{"plan of works.txt", "Inner"}) {
		t.Fatalf("parts %q", names)
	}
	r, err := result.Parts[1].Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	out := documents.NewBuilder(0, nil)
	if err := msg.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.Result().Item.Text, "Subject: Inner\n\ndeep text\n"; got != want {
		t.Errorf("inner %q", got)
	}
}

func TestDamage(t *testing.T) {
	wrong := sample()
	wrong[len(stream())+9] ^= 1 // in the first attribute's data: the code page
	tests := []struct {
		name, text string
		data       []byte
	}{
		{"wrong checksum", "Dear Zoë", wrong},
		{"cut short", "Dear Zoë", sample()[:len(sample())-200]},
		{"rubbish behind", "deep", append(stream(attribute(1, attBody, "deep")), 9, 9, 9)},
		{"too many properties", "deep", stream(attribute(1, attBody, "deep"), attribute(1, attProps, u32(1<<31)))},
		{"too many recipients", "deep", stream(attribute(1, attBody, "deep"), attribute(1, attRecipients, u32(1<<31)))},
	}
	for _, tt := range tests {
		result := read(t, tt.data)
		if !strings.Contains(result.Item.Text, tt.text) || len(result.Problems) == 0 {
			t.Errorf("%s: text %q, problems %q", tt.name, result.Item.Text, result.Problems)
		}
	}
	for _, data := range []string{"", "\x78\x9F", "not a stream"} {
		if _, err := tnef.Parse([]byte(data)); err == nil {
			t.Errorf("%q is read", data)
		}
	}
}

// The shared material says what is in its streams, by name and with the
// content beside them.
func TestCorpus(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "corpora", "mail-mime", "mimekit", "tnef")
	lists, err := filepath.Glob(filepath.Join(dir, "*.list"))
	if err != nil || len(lists) == 0 {
		t.Skip("shared corpora not found: " + dir)
	}
	all, found, compared := 0, 0, 0
	for _, l := range lists {
		base := strings.TrimSuffix(l, ".list")
		data, err := os.ReadFile(base + ".tnef")
		if err != nil {
			t.Fatal(err)
		}
		result := read(t, data)
		names, err := os.ReadFile(l)
		if err != nil {
			t.Fatal(err)
		}
		parts := result.Parts
		for name := range strings.FieldsSeq(strings.ReplaceAll(string(names), " ", "_")) {
			name = strings.ReplaceAll(name, "_", " ")
			if strings.HasPrefix(name, "message.") || name == "body.rtf" {
				continue // the body
			}
			all++
			at := slices.IndexFunc(parts, func(p documents.Part) bool { return p.Name == name || p.Name == strings.ReplaceAll(name, " ", "_") })
			if at < 0 {
				t.Errorf("%s: %q is not found", filepath.Base(base), name)
				continue
			}
			found++
			if want, err := os.ReadFile(filepath.Join(base, parts[at].Name)); err == nil {
				// the answers of texts have other line ends
				got := bytes.ReplaceAll(content(t, parts[at]), []byte("\r"), nil)
				if compared++; !bytes.Equal(bytes.ReplaceAll(want, []byte("\r"), nil), got) {
					t.Errorf("%s: %q has other content", filepath.Base(base), name)
				}
			}
			parts = slices.Delete(slices.Clone(parts), at, at+1)
		}
	}
	t.Logf("%d of %d attachments, %d of them compared byte for byte", found, all, compared)
}

func content(t *testing.T, p documents.Part) []byte {
	t.Helper()
	r, err := p.Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// FuzzRead: whatever the bytes, reading ends, the text is UTF-8 with its bounds
// inside, and every part opens or says why not.
func FuzzRead(f *testing.F) {
	f.Add(sample())
	f.Add(stream(attribute(1, attProps, u32(1<<31)), attribute(2, attData, "x")))
	f.Add(stream(attribute(2, attAttachProps, list(prop(mapi.TypeObject, 0x3701, u32(1)+counted("\x07\x03\x02\x00"))))))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := documents.NewBuilder(1<<20, nil)
		if err := tnef.New(html.New()).Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
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
