package pack_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"sarsen/redact/pack"
)

// TestPortableAccessible: the page of a portability pack and the council's own
// are as accessible as those of a pack.
func TestPortableAccessible(t *testing.T) {
	b := newBrowser(t)
	axe, err := os.ReadFile(os.Getenv("SARSEN_AXE"))
	if err != nil {
		needed(t, "axe-core")
	}
	record := filepath.Join(t.TempDir(), "case")
	if err := pack.BuildCase(t.Context(), record, caseInput(t)); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{filepath.Join(ported(t, portableInput(t)), "index.html"), filepath.Join(record, "case.html")} {
		b.open(page)
		for _, width := range []int{1280, 320} {
			for _, scheme := range []string{"light", "dark"} {
				b.look(width, scheme)
				for _, violation := range b.axe(string(axe)) {
					t.Errorf("%s, %d px, %s: %s", filepath.Base(page), width, scheme, violation)
				}
				if over, _ := b.eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`).(float64); over > 0 {
					t.Errorf("%s: %v px have to be scrolled sideways at %d", filepath.Base(page), over, width)
				}
			}
		}
	}
}

// TestPortableFrictionless: CSV and JSON are as datapackage.json says.
func TestPortableFrictionless(t *testing.T) {
	bin := os.Getenv("SARSEN_FRICTIONLESS")
	if bin == "" {
		bin = program(t, "frictionless")
	}
	for _, draft := range []bool{false, true} {
		in := portableInput(t)
		in.Draft = draft
		cmd := exec.CommandContext(t.Context(), bin, "validate", "datapackage.json")
		cmd.Dir = ported(t, in)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("draft %v: %v\n%s", draft, err, out)
		}
	}
}
