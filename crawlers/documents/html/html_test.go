package html_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
)

func read(t *testing.T, content, mediaType string) documents.Item {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(content), Size: int64(len(content)), MediaType: mediaType}
	if err := html.New().Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result().Item
}

// marked writes the text with its bounds as [kind label:text], hidden ones
// with a star, and line ends as "/".
func marked(item documents.Item) string {
	var out strings.Builder
	var ends []int
	bounds := item.Bounds
	for i := 0; i <= len(item.Text); i++ {
		for len(ends) > 0 && ends[len(ends)-1] == i {
			out.WriteString("]")
			ends = ends[:len(ends)-1]
		}
		for len(bounds) > 0 && bounds[0].Start == i {
			star := ""
			if bounds[0].Hidden {
				star = "*"
			}
			fmt.Fprintf(&out, "[%s%s %s:", star, bounds[0].Kind, bounds[0].Label)
			ends = append(ends, bounds[0].End)
			bounds = bounds[1:]
		}
		if i < len(item.Text) {
			out.WriteByte(item.Text[i])
		}
	}
	return strings.ReplaceAll(out.String(), "\n", "/")
}

func TestHTML(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"blocks and spaces", "<p>Dear  <b>Zo&euml;</b>\n Hall,</p><p>thank you<br>now</p>", "Dear Zoë Hall,/thank you/now/"},
		{"no space where there is none", "Mc<i>Donald</i>", "McDonald/"},
		{"preformatted", "<pre>a\n  b</pre>", "a/  b/"},
		{"heading", "<h2>Plan</h2>x", "[heading 2:Plan]/x/"},
		{"scripts and styles", "<style>p{}</style><script>var a</script>x", "x/"},
		{"title", "<title>My\npage</title><body>x", "x/[*properties :Title: My page/]"},
		{"meta", `<meta name="author" content="A. Hurst"><meta name="viewport" content="w">x`, "x/[*properties :author: A. Hurst/]"},
		{
			"hidden element", `<p>a</p><div style="display: none">b</div><p hidden>c</p>d`,
			"a/[*note hidden:b]/[*note hidden:c]/d/",
		},
		{"hidden in a word", `Leopold Ba<span style="display:none">secret</span>tt called`, "Leopold Batt called/[*note hidden:Basecrettt]/"},
		{"hidden between words", `Leopold<span hidden> the secret </span>Batt<p>x`, "LeopoldBatt/[*note hidden:the secret]/x/"},
		{"a name replaced", "<p>Mr <ins>Leopold Batt</ins><del>Ada Okafor</del> called<p>x", "Mr Leopold Batt called/[*note deleted:Ada Okafor]/x/"},
		{"part of a name replaced", "<p>Ms Okaf<del>o</del><ins>u</ins>r called<p>x", "Ms Okafur called/[*note deleted:Okafor]/x/"},
		{"deleted between words", "<p>Mr <del>Ada</del> <del>Okafor</del> called<p>x", "Mr called/[*note deleted:Ada Okafor]/x/"},
		{"deleted blocks", "a<del><p>one</p><p>two</p></del>b", "ab/[*note deleted:one/two]/"},
		{"deleted table, cut short", "a <del><table><tr><td>one<td>two", "a/[*note deleted:one\ttwo]/"},
		{"picture in hidden text", `a <span hidden>b<img alt="Ann"><del>c</del></span> d`, "a d/[*note hidden:b/bc]/[*note picture:Ann]/"},
		{"deleted in a cell", "<table><tr><td>Ba<del>x</del> tt<td>b</table>", "[table :[row 1:[cell A:Ba tt/[*note deleted:Bax]]\t[cell B:b]]/]"},
		{"comment does not part words", "Ann <!-- see file --> Lee<p>x", "Ann Lee/[*note comment:see file]/x/"},
		{"conditional comment", "<!--[if mso]><p>old</p><![endif]-->x", "x/[*note comment:old]/"},
		{"picture", `<img src="a.png" alt="Ann at the fair">`, "[*note picture:Ann at the fair]/"},
		{"mail link", `<a href="mailto:ann%40council.example">Ann</a> Lee`, "Ann Lee/[*note link:ann@council.example]/"},
		{"form", `<input value="Ann"><input type="hidden" value="7"><textarea>x y</textarea>`, "Ann/[*note hidden:7]/x y/"},
		{
			"table", "<table><tr><th>Name<th>Ward<tr><td>Ann<td>Leeds</table>",
			"[table :[headrow 1:[cell A:Name]\t[cell B:Ward]]/[row 2:[cell Name:Ann]\t[cell Ward:Leeds]]/]",
		},
		{
			"hidden cell and row", `<table><tr><td hidden>a<td>b<tr style="display:none"><td>c</table>`,
			"[table :[row 1:[*cell A:a]\t[cell B:b]]/[*row 2:[cell A:c]]/]",
		},
		{"table in table", "<table><tr><td>a<table><tr><td>b</table></table>", "[table :[row 1:[cell A:a/[table :[row 1:[cell A:b]]]]]/]"},
		{"end tags out of order", "<table><tr><td><b>a</td></b><td>b</table>c", "[table :[row 1:[cell A:a]\t[cell B:b]]/]c/"},
		{"cut short", "<p>a<table><tr><td>b", "a/[table :[row 1:[cell A:b]]/]"},
		{"no mark-up", "just text", "just text/"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := marked(read(t, tt.content, "")); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestCharset(t *testing.T) {
	tests := []struct{ name, content, mediaType string }{
		{"by the sender", "Zo\xeb", "text/html; charset=iso-8859-1"},
		{"by meta", "<meta charset=windows-1252>Zo\xeb", ""},
		{"by meta http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">Zo` + "\xeb", ""},
		{"UTF-8", "Zoë", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.content, tt.mediaType).Text; got != "Zoë\n" {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestHostileNesting reads pages that nest without end in time that grows with
// their length alone.
func TestHostileNesting(t *testing.T) {
	for _, open := range []string{"<div>", "<table><tr><td>", "<div hidden>", "<b>", "<!-- <!--", "<h1>"} {
		t.Run(open, func(t *testing.T) {
			start := time.Now()
			item := read(t, strings.Repeat(open, 100_000)+"deep", "")
			if !strings.Contains(item.Text, "deep") {
				t.Error("text is lost")
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
