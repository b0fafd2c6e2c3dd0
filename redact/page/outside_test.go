package page_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/index/fold"
)

// outside looks for words in a copy with the programs that others have.
type outside struct {
	file  string
	words []string // folded
}

// seek reports the words that are in a text.
func (o outside) seek(t *testing.T, reader, text string) {
	t.Helper()
	folded := fold.String(text)
	for _, w := range o.words {
		if strings.Contains(folded, w) {
			t.Errorf("%s finds %q", reader, w)
		}
	}
}

// read looks through the copy with other readers and in its streams.
func (o outside) read(t *testing.T) {
	t.Helper()
	if installed(t, "pdftotext") {
		o.seek(t, "pdftotext", run(t, "pdftotext", o.file, "-"))
		o.seek(t, "pdftotext -raw", run(t, "pdftotext", "-raw", o.file, "-"))
	}
	if installed(t, "mutool") {
		o.seek(t, "mutool", run(t, "mutool", "draw", "-q", "-F", "txt", "-o", "-", o.file))
	}
	if !installed(t, "qpdf") {
		return
	}
	plain := o.file + ".qdf"
	run(t, "qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", o.file, plain)
	data, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	data = syntax.ReplaceAll(data, []byte{' '})
	o.seek(t, "a search of the streams", string(bytes.ToValidUTF8(data, []byte{' '})))
	o.seek(t, "a search of the streams for UTF-16", strings.ReplaceAll(string(bytes.ToValidUTF8(data, []byte{' '})), "\x00", ""))
	for _, s := range hexStrings(data) {
		o.seek(t, "a search of hexadecimal strings", s)
	}
}

// syntax is what every PDF says, and qpdf of it.
var syntax = regexp.MustCompile(`%%.*|/[A-Za-z0-9]+|\b(endobj|stream|endstream|trailer|startxref|beginbfchar|endbfchar|begincmap|endcmap|codespacerange|findresource|defineresource|CMapName|currentdict)\b`)

var hexString = regexp.MustCompile(`<([0-9A-Fa-f\s]{8,})>`)

// hexStrings are all strings in hexadecimal digits, as bytes and as UTF-16.
func hexStrings(data []byte) []string {
	var single, double strings.Builder
	for _, m := range hexString.FindAllSubmatch(data, -1) {
		raw, err := hex.DecodeString(string(bytes.Join(bytes.Fields(m[1]), nil)))
		if err != nil {
			continue
		}
		single.Write(bytes.ToValidUTF8(raw, []byte{' '}))
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		double.WriteString(string(utf16.Decode(units)))
	}
	return []string{single.String(), double.String()}
}

// recognise has tesseract read the pages that hold boxes, as they are rendered.
func (o outside) recognise(t *testing.T, pages []int) {
	t.Helper()
	if !installed(t, "tesseract") || !installed(t, "pdftoppm") {
		return
	}
	for _, n := range pages {
		img := filepath.Join(filepath.Dir(o.file), "page")
		page := strconv.Itoa(n)
		run(t, "pdftoppm", "-r", "150", "-gray", "-f", page, "-l", page, "-singlefile", o.file, img)
		o.seek(t, "tesseract, on page "+page+",", run(t, "tesseract", img+".pgm", "-"))
	}
}

// installed reports whether there is a program, which in CI there must be.
func installed(t *testing.T, program string) bool {
	t.Helper()
	if hasProgram(program) {
		return true
	}
	if os.Getenv("SARSEN_CI") != "" {
		t.Errorf("%s is not installed", program)
	}
	t.Logf("%s is not installed", program)
	return false
}

func hasProgram(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// run returns what a program writes; what it complains of aside.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	out, err := cmd.Output()
	if err != nil && len(out) == 0 {
		t.Errorf("%s: %v", program, err)
	}
	return string(out)
}
