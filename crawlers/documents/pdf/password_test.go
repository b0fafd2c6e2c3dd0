package pdf_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/pdf"
	"sarsen/crawlers/pdfium/pdftest"
)

// Every encryption that a password opens, as another program writes it.
func TestPasswords(t *testing.T) {
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("qpdf is not installed")
		}
		t.Skip("qpdf is not installed")
	}
	dir := t.TempDir()
	open := filepath.Join(dir, "open.pdf")
	page := pdftest.File([]pdftest.Page{{Content: "BT /F1 12 Tf 72 700 Td (Winifred Ashdown) Tj ET"}}, nil, "", "")
	if err := os.WriteFile(open, page, 0o600); err != nil {
		t.Fatal(err)
	}
	format := pdf.New()
	for _, kind := range [][]string{{"40"}, {"128", "--use-aes=n"}, {"128", "--use-aes=y"}, {"256"}, {"256", "--force-R5"}} {
		for _, tt := range []struct {
			name, user, owner string
			passwords         []string
			opens             bool
		}{
			{"user", "harbour", "other", []string{"wrong", "harbour"}, true},
			{"owner", "other", "harbour", []string{"wrong", "harbour"}, true},
			{"restricted only", "", "other", nil, true},
			{"wrong", "harbour", "other", []string{"wrong", "Harbour", ""}, false},
		} {
			t.Run(strings.Join(kind, " ")+" "+tt.name, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "locked.pdf")
				arguments := append([]string{"--allow-weak-crypto", "--encrypt", tt.user, tt.owner}, kind...)
				if out, err := exec.CommandContext(t.Context(), qpdf, append(arguments, "--", open, file)...).CombinedOutput(); err != nil {
					t.Fatalf("qpdf: %v\n%s", err, out)
				}
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				out := documents.NewBuilder(0, tt.passwords)
				err = format.Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
				text := out.Result().Item.Text
				if tt.opens && (err != nil || !strings.Contains(text, "Winifred Ashdown")) {
					t.Errorf("text %q, error %v", text, err)
				}
				if !tt.opens && (!errors.Is(err, documents.ErrEncrypted) || text != "") {
					t.Errorf("text %q, error %v", text, err)
				}
			})
		}
	}
}
