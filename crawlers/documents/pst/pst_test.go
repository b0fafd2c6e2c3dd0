package pst_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/mailbox/pst/psttest"
)

func council(version int) psttest.Store {
	inner := &psttest.Message{Props: []psttest.Prop{
		psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "Inner"), psttest.Text(0x1000, "the inner body"),
	}}
	return psttest.Store{Version: version, Folders: []psttest.Folder{
		{Name: "Inbox"},
		{Name: "Parking", In: 1, Messages: []psttest.Message{
			{
				Props: []psttest.Prop{
					psttest.Text(0x001A, "IPM.Note"), psttest.Text(0x0037, "\x01\x05Re: Permit"), psttest.Text(0x1000, "Dear Ann,\r\nyour permit is ready."),
					psttest.Text(0x0C1A, "Bo Lund"), psttest.Text(0x5D01, "bo@council.example"), psttest.Text(0x6619, "Dear Ann, your"),
				},
				Recipients: [][]psttest.Prop{
					{psttest.Int(0x0C15, 1), psttest.Text(0x3001, "Ann Ogden"), psttest.Text(0x39FE, "ann@parish.example")},
				},
				Attachments: []psttest.Attachment{
					{Props: []psttest.Prop{psttest.Text(0x3707, "permit.txt")}, Data: []byte("Permit 17 for Ann Ogden")},
					{Props: []psttest.Prop{psttest.Text(0x3707, "Inner")}, Message: inner},
				},
			},
			{Props: []psttest.Prop{psttest.Text(0x001A, "IPM.Note")}, Absent: true},
		}},
	}}
}

func items(t *testing.T, data []byte) (found []documents.Item) {
	t.Helper()
	in := documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	err := all.New().Extract(t.Context(), in, documents.Options{}, func(i documents.Item) error {
		found = append(found, i)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestStore(t *testing.T) {
	for _, version := range []int{psttest.ANSI, psttest.Unicode, psttest.Unicode4} {
		found := items(t, council(version).Bytes())
		var got []string
		for _, i := range found {
			got = append(got, i.Part+" "+string(i.State))
		}
		want := []string{
			" indexed", "Inbox/Parking/message 1 indexed", "Inbox/Parking/message 1/permit.txt indexed", "Inbox/Parking/message 1/",
			"Inbox/Parking/message 2 damaged",
		}
		for i, w := range want {
			if i >= len(got) || !strings.HasPrefix(got[i], w) {
				t.Fatalf("version %d: got %q, want %q", version, got, want)
			}
		}
		if found[0].Text != "Inbox: 0\nInbox/Parking: 1\n" {
			t.Errorf("text of the store %q", found[0].Text)
		}
		m := found[1]
		if m.Mail == nil || m.Mail.Subject != "Re: Permit" || !slices.Equal(m.Mail.From, []string{"Bo Lund <bo@council.example>"}) ||
			!slices.Equal(m.Mail.To, []string{"Ann Ogden <ann@parish.example>"}) {
			t.Errorf("mail %+v", m.Mail)
		}
		for _, want := range []string{"Dear Ann,\nyour permit is ready.", "Folder: Inbox/Parking"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("%q is not in the text %q", want, m.Text)
			}
		}
		if strings.Count(m.Text, "Dear Ann") != 1 {
			t.Errorf("the preview is in the text %q", m.Text)
		}
		if !strings.Contains(found[2].Text, "Permit 17") || !strings.Contains(found[3].Text, "the inner body") {
			t.Errorf("attachments %q, %q", found[2].Text, found[3].Text)
		}
	}
}

func TestStoreThatCannotBeRead(t *testing.T) {
	protected := council(psttest.Unicode).Bytes()
	protected[513] = 0x10
	for name, test := range map[string]struct {
		data []byte
		want crawlers.State
	}{
		"protected": {protected, crawlers.Encrypted},
		"cut short": {protected[:100], crawlers.Damaged},
		"extract":   {[]byte("SARSPST\x01\x00\x00\x00\x00"), crawlers.Damaged},
	} {
		if found := items(t, test.data); len(found) != 1 || found[0].State != test.want || found[0].Reason == "" {
			t.Errorf("%s: %+v", name, found)
		}
	}
}
