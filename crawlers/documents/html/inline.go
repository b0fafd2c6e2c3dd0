package html

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// mostInline bounds the files written into one page.
const mostInline = 500

// inline hands over files that are written into the page itself, such as
// pictures: addresses that begin with "data:". Texts and programs are not.
func (p *page) inline(t html.Token) {
	for _, a := range t.Attr {
		switch a.Key {
		case "src", "data", "href", "poster", "background":
			if data, ok := inlineFile(a.Val); ok && p.files < mostInline {
				p.files++
				p.out.Part(fmt.Sprintf("inline %d", p.files), "", func() (io.ReadCloser, error) {
					return io.NopCloser(bytes.NewReader(data)), nil
				})
			}
		}
	}
}

// inlineFile returns what an address holds itself.
func inlineFile(address string) ([]byte, bool) {
	const scheme = "data:"
	if len(address) < len(scheme) || !strings.EqualFold(address[:len(scheme)], scheme) {
		return nil, false
	}
	head, body, found := strings.Cut(address[len(scheme):], ",")
	head = strings.ToLower(head)
	if !found || strings.HasPrefix(head, "text/css") || strings.HasPrefix(head, "text/javascript") || strings.HasPrefix(head, "font/") {
		return nil, false
	}
	if plain, err := url.PathUnescape(body); err == nil {
		body = plain
	}
	if !strings.HasSuffix(head, ";base64") {
		return []byte(body), body != ""
	}
	body = strings.TrimRight(strings.Join(strings.Fields(body), ""), "=")
	data, err := base64.RawStdEncoding.DecodeString(body)
	if err != nil && len(data) == 0 {
		return nil, false
	}
	return data, len(data) > 0 // what comes before damage
}
