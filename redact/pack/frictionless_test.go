package pack_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact/pack"
)

// The tables are as datapackage.json says: checked by Frictionless's own tool,
// named in SARSEN_FRICTIONLESS or on the path.
func TestFrictionless(t *testing.T) {
	bin := os.Getenv("SARSEN_FRICTIONLESS")
	if bin == "" {
		bin = program(t, "frictionless")
	}
	check := func(root string) ([]byte, error) {
		cmd := exec.CommandContext(t.Context(), bin, "validate", "datapackage.json")
		cmd.Dir = root
		return cmd.CombinedOutput()
	}
	for _, draft := range []bool{false, true} {
		root := buildFull(t, 40, draft)
		if out, err := check(root); err != nil {
			t.Errorf("draft %v: %v\n%s", draft, err, out)
		}
	}
	in := full(t, 400)
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p.zip"), in, pack.Options{Copier: fullCopier{}, Split: 150_000})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := check(sum.Path); err != nil || len(sum.Files) < 2 {
		t.Errorf("in %d parts: %v\n%s", len(sum.Files), err, out)
	}
	// A table that is not as described is noticed.
	path := filepath.Join(sum.Path, "occurrences.csv")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), "\r\n1,", "\r\n999,", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := check(sum.Path); err == nil {
		t.Errorf("a number of no item passed:\n%s", out)
	}
}
