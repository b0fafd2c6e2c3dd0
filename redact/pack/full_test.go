package pack_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
)

// full is a large pack with items of every kind.
func full(t testing.TB, items int) pack.Input {
	t.Helper()
	in := sample(t)
	in.Sources = append(in.Sources, pack.Source{
		Name: "Tai ac Eiddo", Searched: day("2026-10-06"), Seen: 1200, Read: 1199, Unread: map[string]int{"too_large": 1},
		Purpose: "Rhoi cymorth gyda thai", LawfulBasis: "consent", Nature: "provided", ByMachine: "yes", Automated: "none",
		Transfers: "none", Origin: "from you", Notes: "Kept in Welsh and English.",
	})
	in.Items[0].ID, in.Items[0].Title = "i1", "Noise at Dilys Marrowby's flat, says Tamsin Wrexley"
	opened := func() ([]byte, error) { return []byte("original"), nil }
	welsh := "Annwyl Ms Marrowby,\n\nMae'r rhent yn codi o fis Ebrill ac mae eich tenantiaeth yn parhau.\n\nThe rent rises in April and your tenancy goes on.\n\nYn gywir,\n" + other + "\n"
	arabic := "عزيزتي السيدة Marrowby،\n\nسيرتفع الإيجار في شهر أبريل.\n\nRef 12/A\n"
	spoken := "12 March 2026\n\nCaller: Dilys Marrowby.\nOfficer: how can I help?\n"
	in.Items = append(in.Items,
		pack.Item{ID: "f1", Name: "llythyr.docx", Title: "Llythyr at Siân Gwenllïan Marrowby", MediaType: "text/plain", Date: day("2026-03-01"), Text: welsh, Withhold: withhold(t, welsh, redact.Person, other)},
		pack.Item{ID: "f2", Title: "رسالة إلى السيدة Marrowby", MediaType: "text/plain", Date: day("2026-03-02"), Text: arabic},
		pack.Item{ID: "f3", Name: "photo.png", MediaType: "image/png", Text: "Flat 7", Pages: 1, Date: day("2026-03-03"), Parent: "i1", Areas: []redact.Area{{Item: "f3", Page: 1}}, Open: opened},
		pack.Item{
			ID: "f4", Name: "call.mp3", MediaType: "audio/mpeg", Text: spoken, Redacted: true, Added: true, AddedBy: "an officer", AddedAt: day("2026-10-10"),
			Withhold: withhold(t, spoken, redact.Person, "how can I help"), Open: opened,
		},
		pack.Item{ID: "f5", Name: "paper file.txt", MediaType: "text/plain", Text: "Form\nName: Dilys Marrowby\n", AddedBy: "an officer", AddedAt: day("2026-10-10")},
	)
	for n := len(in.Items); n < items; n++ {
		s := fmt.Sprintf("Visit number %d to Dilys Marrowby.\n\n%s said nothing.\n", n, other)
		in.Items = append(in.Items, pack.Item{
			ID: fmt.Sprintf("n%d", n), Title: fmt.Sprintf("Visit report %d", n), MediaType: "text/plain", Text: s, Date: day("2025-01-01").AddDate(0, 0, n),
			Withhold: withhold(t, s, redact.Person, other), Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}},
		})
	}
	return in
}

// fullCopier copies PDFs and recordings, and lays pictures out as PDFs.
type fullCopier struct{}

func (fullCopier) Copy(_ context.Context, item pack.Item, _ []redact.Span, _ bool, w io.Writer) (pack.Copied, error) {
	kind, _, _ := strings.Cut(item.MediaType, "/")
	switch {
	case kind == "audio":
		_, err := io.WriteString(w, "ID3 a redacted recording")
		return pack.Copied{Ext: ".mp3"}, err
	case kind == "image", item.MediaType == "application/pdf":
		_, err := io.WriteString(w, "%PDF-1.7\n%%EOF\n")
		return pack.Copied{Pages: 1}, err
	}
	return pack.Copied{}, pack.ErrNoCopy
}

// buildFull builds the large pack as a folder and returns where it lies.
func buildFull(t testing.TB, items int, draft bool) string {
	t.Helper()
	in := full(t, items)
	in.Draft = draft
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "pack"), in, pack.Options{Copier: fullCopier{}})
	if err != nil {
		t.Fatal(err)
	}
	return sum.Path
}
