package text_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/text"
)

func read(t testing.TB, name, content string) documents.Item {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Name: name, Content: strings.NewReader(content), Size: int64(len(content))}
	if err := text.New().Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result().Item
}

// cells lists the labelled cells of each row.
func cells(i documents.Item) [][]string {
	var rows [][]string
	for _, b := range i.Bounds {
		switch b.Kind {
		case documents.Row, documents.HeadRow:
			rows = append(rows, nil)
		case documents.Cell:
			rows[len(rows)-1] = append(rows[len(rows)-1], b.Label+"="+i.Text[b.Start:b.End])
		}
	}
	return rows
}

func TestRecords(t *testing.T) {
	tests := []struct {
		name, file, content string
		want                [][]string
	}{
		{"WhatsApp on Android", "chat.txt", "01/03/2024, 09:14 - Messages are end-to-end encrypted.\n01/03/2024, 09:15 - Ada Okafor: Hello: all\nsecond line\n01/03/2024, 09:16 - +44 7700 900123: Hi\n", [][]string{
			{"Date=01/03/2024, 09:14", "Message=Messages are end-to-end encrypted."},
			{"Date=01/03/2024, 09:15", "From=Ada Okafor", "Message=Hello: all\nsecond line"},
			{"Date=01/03/2024, 09:16", "From=+44 7700 900123", "Message=Hi"},
		}},
		{"WhatsApp on iPhone", "_chat.txt", "[1/3/24, 9:14:05 AM] Ada Okafor: Hello\n\u200e[1/3/24, 9:15:05 AM] Ben Hale: \u200eimage omitted\n[1/3/24, 9:16:05 AM] Ada Okafor: Bye\n", [][]string{
			{"Date=1/3/24, 9:14:05 AM", "From=Ada Okafor", "Message=Hello"},
			{"Date=1/3/24, 9:15:05 AM", "From=Ben Hale", "Message=\u200eimage omitted"},
			{"Date=1/3/24, 9:16:05 AM", "From=Ada Okafor", "Message=Bye"},
		}},
		{"combined log", "access", strings.Repeat(`192.0.2.7 - aokafor [01/Mar/2024:09:14:05 +0000] "GET /a HTTP/1.1" 200 12 "-" "curl"`+"\n", 3), [][]string{
			{"Host=192.0.2.7", "Identity=-", "User=aokafor", "Date=01/Mar/2024:09:14:05 +0000", "Request=GET /a HTTP/1.1", "Status=200", "Bytes=12", "Referrer=-", "Agent=curl"},
			{"Host=192.0.2.7", "Identity=-", "User=aokafor", "Date=01/Mar/2024:09:14:05 +0000", "Request=GET /a HTTP/1.1", "Status=200", "Bytes=12", "Referrer=-", "Agent=curl"},
			{"Host=192.0.2.7", "Identity=-", "User=aokafor", "Date=01/Mar/2024:09:14:05 +0000", "Request=GET /a HTTP/1.1", "Status=200", "Bytes=12", "Referrer=-", "Agent=curl"},
		}},
		{"W3C log", "u_ex.log", "#Version: 1.0\n#Fields: date c-ip cs-username\n2024-03-01 192.0.2.7 aokafor\n2024-03-01 192.0.2.8 bhale\n", [][]string{
			{"A=date", "B=c-ip", "C=cs-username"},
			{"date=2024-03-01", "c-ip=192.0.2.7", "cs-username=aokafor"},
			{"date=2024-03-01", "c-ip=192.0.2.8", "cs-username=bhale"},
		}},
		{"program's log with a trace", "app.log", "2024-03-01T09:14:05Z start\n2024-03-01T09:14:06Z fault\n  at line 3\n2024-03-01T09:14:07Z stop\n", [][]string{
			{"Date=2024-03-01T09:14:05Z", "Entry=start"}, {"Date=2024-03-01T09:14:06Z", "Entry=fault\n  at line 3"}, {"Date=2024-03-01T09:14:07Z", "Entry=stop"},
		}},
		{"a diary is no log", "diary.txt", "2024-03-01 09:14:05 rang\n2024-03-02 09:14:05 rang\n2024-03-03 09:14:05 rang\n", nil},
		{"prose", "note.txt", "On 01/03/2024, 09:14 - she said: hello.\nThen\nnothing\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			item := read(t, tt.file, tt.content)
			if diff := cmp.Diff(tt.want, cells(item)); diff != "" {
				t.Error(diff)
			}
			if strings.Join(strings.Fields(item.Text), " ") != strings.Join(strings.Fields(tt.content), " ") {
				t.Errorf("text changed: %q", item.Text)
			}
		})
	}
}

// FuzzRead holds the format to what every format promises of its bounds, and to
// every word of the text.
func FuzzRead(f *testing.F) {
	f.Add("chat.txt", "1/3/24, 9:14 - a: b\n1/3/24, 9:14 - c\n\n1/3/24, 9:14 - : \n")
	f.Add("u.log", "#Fields: a b\n1 2\n#Fields:\n\n")
	f.Add("a.log", "2024-03-01 09:14:05\n2024-03-01 09:14:05 x\n2024-03-01 09:14:05\n\n y")
	f.Fuzz(func(t *testing.T, name, content string) {
		item := read(t, name, content)
		for _, b := range item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(item.Text) {
				t.Fatalf("bound %v of a text of %d", b, len(item.Text))
			}
		}
		want := strings.Fields(documents.Normalise(documents.Decode([]byte(content), "")))
		if got := strings.Fields(item.Text); strings.Join(got, "") != strings.Join(want, "") {
			t.Fatalf("words differ: %q, want %q", got, want)
		}
	})
}
