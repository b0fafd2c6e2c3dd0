package contact_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/contact"
	"sarsen/crawlers/documents/html"
)

func read(t *testing.T, f documents.Format, lines ...string) documents.Result {
	t.Helper()
	data := strings.Join(lines, "\r\n")
	out := documents.NewBuilder(0, nil)
	if err := f.Read(t.Context(), documents.Input{Content: strings.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

func card(lines ...string) []string {
	return slices.Concat([]string{"BEGIN:VCARD"}, lines, []string{"END:VCARD", ""})
}

func TestCards(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"2.1", card("VERSION:2.1", "N:Okafor;Zoe;;Ms", "TEL;HOME;VOICE:01632 960123", "TEL;WORK;FAX:01632 960124"), "Full name: Ms Zoe Okafor\nHome telephone: 01632 960123\nWork fax: 01632 960124\n"},
		{"quoted-printable", card("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Zo=EB =", "Okafor"), "Name: Zoë Okafor\n"},
		{"quoted-printable, no more to join", card("NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=3D="), "Note: a / b=\n"},
		{"3.0 escapes", card("ORG:Leeds\\, City;Housing", `NOTE:one\ntwo\; three`), "Organisation: Leeds, City, Housing\nNote: one / two; three\n"},
		{"folded", card("NOTE:fol", " ded", "\t line"), "Note: folded line\n"},
		{"4.0", card("BDAY:19850502", `TEL;VALUE=uri;TYPE="voice,home":tel:+44-1632-960123`, "RELATED;TYPE=spouse;VALUE=text:Bob", "GENDER:F"), "Birthday: 2 May 1985\nTelephone: +44-1632-960123\nSpouse: Bob\nGender: F\n"},
		{"address", card("ADR;TYPE=HOME:;;4 Mill Lane;Leeds;;LS1 1AA;UK"), "Home address: 4 Mill Lane, Leeds, LS1 1AA, UK\n"},
		{"group and label", card("item1.EMAIL:zoe@home.example", "item1.X-ABLabel:_$!<Other>!$_"), "E-mail: zoe@home.example\nLabel: Other\n"},
		{"unknown name", card("X-CASE-NUMBER:HB/4711"), "Case number: HB/4711\n"},
		{"windows bytes", card("FN:Zo\xeb Okafor"), "Name: Zoë Okafor\n"},
		{"no end", []string{"BEGIN:VCARD", "FN:Zoe"}, "Name: Zoe\n"},
		{"no beginning", []string{"FN:Zoe", "END:VCARD"}, "Name: Zoe\n"},
		{"not full dates", card("BDAY:--0502"), "Birthday: --0502\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.TrimRight(read(t, contact.VCard(), tt.lines...).Item.Text, "\n") + "\n"
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Each card is a row with a cell for each value.
func TestCardsAreRows(t *testing.T) {
	item := read(t, contact.VCard(), append(card("FN:Zoe Okafor", "TEL:01632 960123"), card("FN:Ann Smith")...)...).Item
	var rows, cells []string
	for _, b := range item.Bounds {
		switch b.Kind {
		case documents.Row:
			rows = append(rows, item.Text[b.Start:b.End])
		case documents.Cell:
			cells = append(cells, b.Label+"="+item.Text[b.Start:b.End])
		}
	}
	if want := []string{"Name: Zoe Okafor\nTelephone: 01632 960123\n", "Name: Ann Smith\n"}; !slices.Equal(rows, want) {
		t.Errorf("rows %q", rows)
	}
	if want := []string{"Name=Zoe Okafor", "Telephone=01632 960123", "Name=Ann Smith"}; !slices.Equal(cells, want) {
		t.Errorf("cells %q", cells)
	}
}

func TestParts(t *testing.T) {
	png := "iVBORw0KGgo="
	tests := []struct {
		name  string
		lines []string
		part  string
	}{
		{"2.1", card("PHOTO;PNG;BASE64:", " iVBORw0K", " Ggo=", "", "NOTE:x"), "photo 1.png"},
		{"not folded", card("PHOTO;TYPE=JPEG;ENCODING=b:iVBORw0K", "Ggo=", "NOTE:x"), "photo 1.jpg"},
		{"4.0", card("PHOTO:data:image/png;base64,"+png, "NOTE:x"), "photo 1"},
	}
	for _, tt := range tests {
		result := read(t, contact.VCard(), tt.lines...)
		if len(result.Parts) != 1 || result.Parts[0].Name != tt.part {
			t.Errorf("%s: parts %+v", tt.name, result.Parts)
			continue
		}
		r, err := result.Parts[0].Open()
		if err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(r); err != nil || string(data) != "\x89PNG\r\n\x1a\n" {
			t.Errorf("%s: %q, %v", tt.name, data, err)
		}
		if !strings.Contains(result.Item.Text, "Note: x") {
			t.Errorf("%s: text %q", tt.name, result.Item.Text)
		}
	}
}

func TestCalendar(t *testing.T) {
	result := read(
		t, contact.Calendar(html.New()),
		"BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Team",
		"BEGIN:VTIMEZONE", "TZID:Europe/London", "BEGIN:STANDARD", "DTSTART:19701025T020000", "END:STANDARD", "END:VTIMEZONE",
		"BEGIN:VEVENT", `SUMMARY:Review\, Zoë`, "DTSTART;TZID=Europe/London:20260302T090500", "DTEND:20260302T100500Z",
		`ORGANIZER;CN="Smith, Ann";SENT-BY="mailto:eve@council.example":mailto:ann@council.example`, //nolint:misspell // as RFC 5545 spells it
		"ATTENDEE;CN=Bob Jones;PARTSTAT=ACCEPTED:MAILTO:bob@council.example",
		"ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=note.txt:aGVsbG8=", "ATTACH:https://files.example/zoe.doc",
		"X-ALT-DESC;FMTTYPE=text/html:<p>Bring <b>papers</b>",
		"BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Ring her", "END:VALARM", "END:VEVENT",
		"BEGIN:VTODO", "SUMMARY:Call back", "DUE;VALUE=DATE:20260305", "END:VTODO", "END:VCALENDAR", "",
	)
	want := "Calendar: Team\nSummary: Review, Zoë\nStart: 2 March 2026 09:05 (Europe/London)\nEnd: 2 March 2026 10:05 UTC\n" +
		"Organiser: Smith, Ann <ann@council.example> (sent by eve@council.example)\nAttendee: Bob Jones <bob@council.example> (accepted)\n" +
		"Attachment: note.txt\nAttachment: https://files.example/zoe.doc\nDescription: Bring papers\nDescription: Ring her\n\nSummary: Call back\nDue: 5 March 2026\n"
	if got := strings.TrimRight(result.Item.Text, "\n") + "\n"; got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
	if len(result.Parts) != 1 || result.Parts[0].Name != "note.txt" {
		t.Errorf("parts %+v", result.Parts)
	}
}

// fuzz: whatever the bytes, reading ends and the text is UTF-8 with its bounds
// inside.
func fuzz(t *testing.T, f documents.Format, data []byte) {
	t.Helper()
	out := documents.NewBuilder(1<<20, nil)
	if err := f.Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
		t.Fatal(err)
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
}

func FuzzVCard(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\nN;CHARSET=utf-7;QUOTED-PRINTABLE:=C3=AB=\n;b\nPHOTO;BASE64:AA\n AA\n\nEND:VCARD\nitem.TEL;TYPE=\"a,b:\":1"))
	f.Add([]byte("BEGIN:VCARD\r\nBDAY:19850502\r\nADR:;;\\;,;\r\nKEY:data:;base64,AAAA"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, contact.VCard(), data) })
}

func FuzzCalendar(f *testing.F) {
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=x:20260302T090500/PT1H,20260303\nATTENDEE;CN=a;MEMBER=\"mailto:%zz\":mailto:b%40c\nEND:VEVENT\nEND:VEVENT\nEND:X"))
	f.Add([]byte("BEGIN:VEVENT\nX-ALT-DESC;FMTTYPE=text/html:<p>\\n<table>\nATTACH;ENCODING=BASE64:AAA"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzz(t, contact.Calendar(html.New()), data) })
}

// Cards and calendars are told from messages, whose header lines look alike.
func TestKinds(t *testing.T) {
	for want, text := range map[string]string{
		documents.TypeCalendar: "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Team\r\nX-WR-TIMEZONE:Europe/London\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nCONTACT:Ann\r\n\r\nEND:VEVENT\r\n",
		documents.TypeVCard:    "\uFEFFbegin:vcard\r\nX-A:b\r\nX-C:d\r\nFN:Ann\r\n\r\nend:vcard\r\n",
	} {
		kind, err := documents.Sniff(documents.Input{Name: "x.eml", Content: strings.NewReader(text), Size: int64(len(text))})
		if err != nil || kind.MediaType != want {
			t.Errorf("%v, %v, want %s", kind, err, want)
		}
	}
}
