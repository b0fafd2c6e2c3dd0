package html_test

import (
	"bytes"
	"io"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/html"
)

// TestInline: pictures that are written into a page are parts of it.
func TestInline(t *testing.T) {
	for _, tc := range []struct{ name, page, want string }{
		{"picture", `<img src="data:image/png;base64,aGVsbG8=">`, "hello"},
		{"wrapped and cut short", "<img src='DATA:image/png;base64,aGVs\n bG8'>", "hello"},
		{"escaped", `<object data="data:image/svg+xml,%3Csvg%3E"></object>`, "<svg>"},
		{"elsewhere", `<img src="https://pictures.example/a.png">`, ""},
		{"style", `<link href="data:text/css;base64,aGVsbG8=">`, ""},
		{"nothing", `<img src="data:image/png;base64,">`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out := documents.NewBuilder(0, nil)
			data := []byte("<p>text</p>" + tc.page)
			if err := html.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, p := range out.Result().Parts {
				r, err := p.Open()
				if err != nil {
					t.Fatal(err)
				}
				b, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				got += string(b)
			}
			if got != tc.want {
				t.Errorf("holds %q, want %q", got, tc.want)
			}
		})
	}
}
