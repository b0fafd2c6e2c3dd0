package data_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/data"
	"sarsen/crawlers/documents/html"
)

func read(t testing.TB, format documents.Format, content string) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: strings.NewReader(content), Size: int64(len(content))}
	if err := format.Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

// marked shows the text with the table's bounds in it: {head} [row] and
// name=value for cells.
func marked(i documents.Item) string {
	open, end := map[int]string{}, map[int]string{}
	for _, b := range i.Bounds {
		switch b.Kind {
		case documents.Table:
			open[b.Start] += "<"
			end[b.End] = ">" + end[b.End]
		case documents.HeadRow:
			open[b.Start] += "{"
			end[b.End] = "}" + end[b.End]
		case documents.Row:
			open[b.Start] += "["
			end[b.End] = "]" + end[b.End]
		case documents.Cell:
			open[b.Start] += b.Label + "="
		}
	}
	var s strings.Builder
	for at := 0; at <= len(i.Text); at++ {
		s.WriteString(end[at] + open[at])
		if at < len(i.Text) {
			s.WriteByte(i.Text[at])
		}
	}
	return s.String()
}

func TestJSON(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{
			"object", `{"name":"Ada Okafor","age":41,"open":true,"note":null,"home":{"street":"Elm Row"},"tags":["a","b"]}`,
			"name: Ada Okafor\nage: 41\nopen: true\nhome.street: Elm Row\ntags: a\ntags: b\n",
		},
		{
			"list of objects", `[{"id":1,"name":"Ada"},{"id":2,"phone":"01632 960001"}]`,
			"<{id=id\tname=name}\n[id=1\tname=Ada]\n[id=2\tphone: phone=01632 960001]\n>",
		},
		{
			"exported chat", `{"chat":"Housing","messages":[{"from":{"user":"Ada"},"body":"<p>Hello <b>Ben</b></p>"},{"from":{"user":"Ben"},"body":"Hi"}]}`,
			"chat: Housing\n<{from.user=from.user\tbody=body}\n[from.user=Ada\tbody=Hello Ben]\n[from.user=Ben\tbody=Hi]\n>",
		},
		{
			"conversations", `{"conversations":[{"displayName":"Team","MessageList":[{"displayName":"Ada","content":"Hi"},{"displayName":"Ben","content":"Ho"}]},{"displayName":"Two","MessageList":[]}]}`,
			"conversations.displayName: Team\n<{displayName=displayName\tcontent=content}\n[displayName=Ada\tcontent=Hi]\n[displayName=Ben\tcontent=Ho]\n>conversations.displayName: Two\n",
		},
		{
			"messages with reactions", `[{"id":1,"from":"Ada","body":"Hi","reactions":[{"user":"Ben"},{"user":"Cy"}]}]`,
			"<{id=id\tfrom=from\tbody=body\treactions.user=reactions.user}\n[id=1\tfrom=Ada\tbody=Hi\treactions.user=Ben\treactions.user=Cy]\n>",
		},
		{
			"messages with replies", `[{"from":"Ada","body":"Hi","replies":[{"from":"Ben","body":"Ho"}]}]`,
			"<{from=from\tbody=body\treplies.from=replies.from\treplies.body=replies.body}\n[from=Ada\tbody=Hi\treplies.from=Ben\treplies.body=Ho]\n>",
		},
		{"lines of JSON", "{\"a\":1}\n{\"a\":2}\n", "<{a=a}\n[a=1]\n[a=2]\n>"},
		{"scalar", `"Ada"`, "Ada\n"},
		{"cut short", `[{"a":1},{"a":2`, "<{a=a}\n[a=1]\n[a=2]\n>"},
		{"damaged", `{"a":1, oh no Ada}`, "a: 1\noh no Ada}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, data.JSON(html.New()), tt.content)
			if diff := cmp.Diff(tt.want, marked(got.Item)); diff != "" {
				t.Error(diff)
			}
			if sound := tt.name != "damaged" && tt.name != "cut short"; sound != (len(got.Problems) == 0) {
				t.Errorf("problems %q", got.Problems)
			}
		})
	}
}

func TestXML(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{
			"records", `<?xml version="1.0" encoding="utf-16"?><r xmlns="x"><case id="7"><name><first>Ada</first><last>Okafor</last></name></case><case id="8"><name><first>Ben</first></name><note>x &amp; y</note></case></r>`,
			"<{id=id\tname.first=name.first\tname.last=name.last}\n[id=7\tname.first=Ada\tname.last=Okafor]\n[id=8\tname.first=Ben\tnote: note=x & y]\n>",
		},
		{"leaves", `<a><b>Ada</b><c d="e">f</c></a>`, "b: Ada\nc.d: e\nc: f\n"},
		{"prose", `<doc><p>Dear <b>Ada</b>, hello</p><p>Bye <i>now</i></p></doc>`, "p: Dear Ada, hello\np: Bye now\n"},
		{"comment", `<a><!-- ask Ada --><b>x</b></a>`, "ask Ada\nb: x\n"},
		{"entity of its own", `<!DOCTYPE a [<!ENTITY e "eeee">]><a>&e;</a>`, "a: &e;\n"},
		{"cut short", `<a><b>Ada</b><c>Ok`, "b: Ada\nc: Ok\n"},
		{"HTML inside", `<a><b>&lt;p&gt;Hello &lt;b&gt;Ada&lt;/b&gt;&lt;/p&gt;</b></a>`, "b: Hello Ada\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, data.XML(html.New()), tt.content)
			if diff := cmp.Diff(tt.want, marked(got.Item)); diff != "" {
				t.Error(diff)
			}
			if (tt.name != "cut short") != (len(got.Problems) == 0) {
				t.Errorf("problems %q", got.Problems)
			}
		})
	}
}

func TestLongBase64IsAPart(t *testing.T) {
	got := read(t, data.JSON(html.New()), `{"contentBytes":"`+strings.Repeat("QWRh", 300)+`"}`)
	if len(got.Parts) != 1 || got.Parts[0].Name != "contentBytes" || got.Item.Text != "" {
		t.Errorf("%d parts, text %.20q", len(got.Parts), got.Item.Text)
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"a":[{"b":[1,{"c":2}]},3],"d":{"e":null}}`)
	f.Add("{\"a\":1}\n{\"a\":[]}\n{]")
	fuzz(f, data.JSON(html.New()))
}

func FuzzXML(f *testing.F) {
	f.Add(`<a b="c" d="e"><f g="h">i<j/>k</f><f><l>m</l></f><!-- n --></a>`)
	f.Add(`<a><b><c>x</c></b><b><c>y</c></b></d></a>`)
	fuzz(f, data.XML(html.New()))
}

// fuzz holds a format to sound bounds.
func fuzz(f *testing.F, format documents.Format) {
	f.Fuzz(func(t *testing.T, content string) {
		item := read(t, format, content).Item
		for _, b := range item.Bounds {
			if b.Start < 0 || b.End < b.Start || b.End > len(item.Text) {
				t.Fatalf("bound %v of a text of %d", b, len(item.Text))
			}
		}
	})
}
