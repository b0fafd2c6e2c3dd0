package pst_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// sample is a store with all that there can be in one.
func sample(version int, crypt byte) psttest.Store {
	long := strings.Repeat("The bins were not emptied. ", 2000)
	embedded := &psttest.Message{Props: []psttest.Prop{
		psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "Inner"), psttest.Text(0x1000, "the inner body"),
	}}
	return psttest.Store{
		Version: version, Crypt: crypt, Encode: pst.Encode(crypt), Packed: version == psttest.Unicode4,
		Names: []psttest.Name{{Set: [16]byte{8, 0x20, 6}, Number: 0x8554}, {Set: [16]byte{0x29, 3, 2}, Text: "Keywords"}},
		Folders: []psttest.Folder{
			{Name: "Inbox", Messages: []psttest.Message{
				{
					Props: []psttest.Prop{
						psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "\x01\x05Re: Bins"), psttest.Text(0x1000, long),
						psttest.Int(0x8000, 7), psttest.Texts(0x8001, "waste", "complaint"),
					},
					Recipients: [][]psttest.Prop{
						{psttest.Int(0x0C15, 1), psttest.Text(0x3001, "Ann Ogden"), psttest.Text(0x39FE, "ann@parish.example")},
						{psttest.Int(0x0C15, 2), psttest.Text(0x3001, "Bo Lund")},
					},
				},
				{
					Props: []psttest.Prop{psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "Files")},
					Attachments: []psttest.Attachment{
						{Props: []psttest.Prop{psttest.Text(0x3707, "small.txt")}, Data: []byte("small")},
						{Props: []psttest.Prop{psttest.Text(0x3707, "large.bin")}, Data: large()},
						{Props: []psttest.Prop{psttest.Text(0x3707, "Inner")}, Message: embedded},
					},
				},
			}},
			{Name: "Planning/2025", In: 1, Messages: []psttest.Message{
				{Props: []psttest.Prop{psttest.Text(0x001A, "IPM.Contact"), psttest.Text8(0x3001, "caf\xe9")}},
			}},
		},
	}
}

// large is data of many blocks that does not repeat.
func large() []byte {
	data := make([]byte, 300_000)
	for i := range data {
		data[i] = byte(i*i>>8) ^ byte(i)
	}
	return data
}

func read(t testing.TB, data []byte) *pst.File {
	t.Helper()
	f, err := pst.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func list(t testing.TB, f *pst.File) (items []pst.Item, a pst.Account) {
	t.Helper()
	a, err := f.Walk(func(i pst.Item) error {
		items = append(items, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return items, a
}

func message(t testing.TB, f *pst.File, id uint32) *pst.Message {
	t.Helper()
	e, err := f.Extract(id)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(io.NewSectionReader(e, 0, e.Size()))
	if err != nil || int64(len(data)) != e.Size() {
		t.Fatalf("read %d bytes of %d: %v", len(data), e.Size(), err)
	}
	m, err := pst.ReadMessage(bytes.NewReader(data), e.Size())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// text returns a property as text, "" when there is none.
func text(props []pst.Property, id uint16) string {
	for _, p := range props {
		switch {
		case p.ID != id:
		case p.Type == 0x1E:
			return string(p.Data)
		default:
			return wide(p.Data)
		}
	}
	return ""
}

func wide(data []byte) string {
	var units []uint16
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, uint16(data[0])|uint16(data[1])<<8)
	}
	return string(utf16.Decode(units))
}

func places(items []pst.Item) (out []string) {
	for _, i := range items {
		place := i.Place
		if i.Missing != "" {
			place += ": " + i.Missing
		}
		out = append(out, place)
	}
	return out
}

func TestRead(t *testing.T) {
	for _, version := range []int{psttest.ANSI, psttest.Unicode, psttest.Unicode4} {
		for crypt := range byte(3) {
			t.Run(fmt.Sprintf("version %d encoding %d", version, crypt), func(t *testing.T) {
				f := read(t, sample(version, crypt).Bytes())
				items, account := list(t, f)
				want := []string{"Inbox/message 1", "Inbox/message 2", "Inbox/Planning_2025/message 3"}
				if got := places(items); !slices.Equal(got, want) {
					t.Fatalf("got %q, want %q", got, want)
				}
				for _, d := range account.Folders {
					if d.Said > 0 && (d.Said != d.Listed || d.Listed != d.Found) {
						t.Errorf("folder %q says %d, lists %d, %d found", d.Path, d.Said, d.Listed, d.Found)
					}
				}
				checkFirst(t, message(t, f, items[0].ID))
				checkSecond(t, message(t, f, items[1].ID))
				if m := message(t, f, items[2].ID); text(m.Props, 0x3001) != "caf\xe9" || m.Folder != "Inbox/Planning_2025" {
					t.Errorf("contact %q in %q", text(m.Props, 0x3001), m.Folder)
				}
			})
		}
	}
}

func checkFirst(t *testing.T, m *pst.Message) {
	t.Helper()
	if got := text(m.Props, 0x0037); got != "Re: Bins" {
		t.Errorf("subject %q", got)
	}
	if got := text(m.Props, 0x1000); len(got) != 54_000 || !strings.HasSuffix(got, "emptied. ") {
		t.Errorf("body of %d letters", len(got))
	}
	var named []string
	for _, p := range m.Props {
		if p.Name != nil {
			named = append(named, fmt.Sprintf("%d %x %q %d", p.Name.Set[0], p.Name.Number, p.Name.Text, len(p.Values)))
		}
	}
	if want := []string{`8 8554 "" 0`, `41 0 "Keywords" 2`}; !slices.Equal(named, want) {
		t.Errorf("named properties %q, want %q", named, want)
	}
	if len(m.Recipients) != 2 || text(m.Recipients[0], 0x39FE) != "ann@parish.example" || text(m.Recipients[1], 0x3001) != "Bo Lund" {
		t.Errorf("recipients %v", m.Recipients)
	}
	if len(m.Problems) > 0 || m.Folder != "Inbox" {
		t.Errorf("problems %q, folder %q", m.Problems, m.Folder)
	}
}

func checkSecond(t *testing.T, m *pst.Message) {
	t.Helper()
	if len(m.Attachments) != 3 || len(m.Problems) > 0 {
		t.Fatalf("%d attachments, problems %q", len(m.Attachments), m.Problems)
	}
	for i, want := range [][]byte{[]byte("small"), large()} {
		c := m.Attachments[i].Content
		data, err := io.ReadAll(io.NewSectionReader(c, 0, c.Size()))
		if err != nil || !bytes.Equal(data, want) {
			t.Errorf("attachment %d: %d bytes, %v", i, len(data), err)
		}
		some := make([]byte, 3)
		if _, err := c.ReadAt(some, c.Size()-3); err != nil || !bytes.Equal(some, want[len(want)-3:]) {
			t.Errorf("end of attachment %d: %v, %v", i, some, err)
		}
	}
	inner, err := m.Attachments[2].Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if text(inner.Props, 0x1000) != "the inner body" {
		t.Errorf("inner message %v", inner)
	}
}

func TestAccount(t *testing.T) {
	subject := func(s string) []psttest.Prop {
		return []psttest.Prop{psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, s)}
	}
	s := psttest.Store{Version: psttest.Unicode, Folders: []psttest.Folder{
		{
			Name: "Inbox", Said: 5,
			Messages: []psttest.Message{
				{Props: subject("one")}, {Props: subject("two"), Unlisted: true}, {Props: subject("three"), Absent: true}, {Props: subject("four")},
			},
			Hidden: []psttest.Message{
				{Props: subject("a view")}, {Props: append(subject("a rule"), psttest.Text(0x1000, "forward to Ann"))},
			},
		},
		{Name: "Inbox"},
	}}
	items, account := list(t, read(t, s.Bytes()))
	want := []string{
		"Inbox/hidden message 016819", "Inbox/message 1", "recovered/message 2", "Inbox/message 4",
		"Inbox/message 3: the folder lists it, and it is not in the store",
		"Inbox/missing messages 01026: the folder says that it holds 5 messages and lists 3",
	}
	got := places(items)
	for i := range got {
		if strings.Contains(got[i], "hidden") {
			got[i], want[0] = "hidden", "hidden"
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if account.Recovered != 1 || account.Lost != 0 {
		t.Errorf("account %+v", account)
	}
	for _, d := range account.Folders {
		if d.Path == "Inbox" && d.Said > 0 && (d.Said != 5 || d.Listed != 3 || d.Found != 2) {
			t.Errorf("folder %+v", d)
		}
	}
	keys := map[string]bool{}
	for _, i := range items {
		if keys[i.Key] {
			t.Errorf("key %s twice", i.Key)
		}
		keys[i.Key] = true
	}
}

func TestStampFollowsTheMessage(t *testing.T) {
	stamps := func(s psttest.Store) map[string]string {
		out := map[string]string{}
		items, _ := list(t, read(t, s.Bytes()))
		for _, i := range items {
			out[i.Place] = i.Stamp
		}
		return out
	}
	s := sample(psttest.Unicode, 1)
	before := stamps(s)
	if again := stamps(s); again["Inbox/message 1"] != before["Inbox/message 1"] {
		t.Error("the stamp of an unchanged message changed")
	}
	s.Folders[0].Messages = append(s.Folders[0].Messages, psttest.Message{Props: []psttest.Prop{psttest.Text(0x0037, "new")}})
	after := stamps(s)
	for _, place := range []string{"Inbox/message 1", "Inbox/message 2"} {
		if after[place] != before[place] {
			t.Errorf("%s: stamp changed when another message came", place)
		}
	}
	s.Folders[0].Messages[0].Props[1] = psttest.Text(0x0037, "Re: Bins again")
	if changed := stamps(s); changed["Inbox/message 1"] == after["Inbox/message 1"] {
		t.Error("the stamp of a changed message did not")
	}
}

func TestExtractIsTheSameEachTime(t *testing.T) {
	data := sample(psttest.Unicode4, 2).Bytes()
	var first []byte
	for range 3 {
		e, err := read(t, data).Extract(0x200044)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(io.NewSectionReader(e, 0, e.Size()))
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, got) {
			t.Error("the extract of a message differs from the one before")
		}
		first = got
	}
}

func TestOpenRefuses(t *testing.T) {
	good := sample(psttest.Unicode, 0).Bytes()
	change := func(at int, b ...byte) []byte {
		data := bytes.Clone(good)
		copy(data[at:], b)
		return data
	}
	tests := map[string]struct {
		data []byte
		is   error
	}{
		"nothing":           {nil, pst.ErrDamaged},
		"only the magic":    {[]byte("!BDN"), pst.ErrDamaged},
		"something else":    {change(0, 'P', 'K'), pst.ErrDamaged},
		"unknown version":   {change(10, 99, 0), pst.ErrDamaged},
		"protected":         {change(513, 0x10), pst.ErrEncrypted},
		"unknown encoding":  {change(513, 0x77), pst.ErrDamaged},
		"nothing but zeros": {append([]byte("!BDN"), make([]byte, 100_000)...), pst.ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := pst.Open(bytes.NewReader(test.data), int64(len(test.data))); !errors.Is(err, test.is) {
				t.Errorf("got %v, want %v", err, test.is)
			}
		})
	}
}

func TestReadingFails(t *testing.T) {
	broken := errors.New("the network is down")
	data := sample(psttest.Unicode, 0).Bytes()
	for after := range 40 {
		r := &failing{data: data, left: after, err: broken}
		f, err := pst.Open(r, int64(len(data)))
		if err == nil {
			_, err = f.Walk(func(i pst.Item) error {
				if i.Missing != "" {
					t.Fatalf("after %d reads, %q is missing: %s", after, i.Place, i.Missing)
				}
				return nil
			})
		}
		if r.left < 0 && !errors.Is(err, broken) {
			t.Errorf("after %d reads: %v, want the error of reading", after, err)
		}
	}
}

// failing is a file that cannot be read after a number of reads.
type failing struct {
	data []byte
	left int
	err  error
}

func (f *failing) ReadAt(buf []byte, at int64) (int, error) {
	if f.left--; f.left < 0 {
		return 0, f.err
	}
	return bytes.NewReader(f.data).ReadAt(buf, at)
}

func TestTables(t *testing.T) {
	forth, middle, back := pst.Tables()
	for i := range 256 {
		if int(back[forth[i]]) != i || int(middle[middle[i]]) != i {
			t.Errorf("byte %d does not come back", i)
		}
	}
}
