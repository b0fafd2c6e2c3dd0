package verify

import (
	"bytes"
	"fmt"
	"strings"
)

// pdf checks a PDF: by both readers, and by its raw objects and streams.
func (c *check) pdf(name string, data []byte) {
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		c.add(name, "file", Malformed, "not a PDF")
		c.anything(name, data, 0)
		return
	}
	c.pdfReaders(name, data)
	c.look(name, data)
	c.pdfRaw(name, data)
	if !c.single {
		c.pdfForm(name, data)
	}
}

func (c *check) pdfReaders(name string, data []byte) {
	if c.opts.PDF != nil {
		pages, err := c.opts.PDF.First(c.ctx, data)
		if err != nil {
			c.add(name, "text", Malformed, "the first PDF reader cannot read it")
		}
		for i, p := range pages {
			c.text(name, fmt.Sprintf("page %d", i+1), p, mode{loose: runTogether(p)})
		}
		c.text(name, "text", strings.Join(pages, "\n"), mode{})
		text, err := c.opts.PDF.Second(c.ctx, data)
		if err != nil {
			c.add(name, "text by the second reader", Malformed, "the second PDF reader cannot read it")
		}
		c.text(name, "text by the second reader", text, mode{loose: runTogether(text)})
	}
}

// runTogether reports whether a text has lost its spaces.
func runTogether(s string) bool {
	return len(s) > 20 && len(strings.Fields(s)) < len(s)/15
}
