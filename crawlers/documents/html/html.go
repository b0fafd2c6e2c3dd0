// Package html reads HTML pages as a browser shows them, and what it does not
// show: hidden elements, comments, alternative texts, the targets of mail and
// telephone links, and the head's title and descriptions.
//
// What stands hidden or deleted between words follows below their line, as a
// note, so that the words read on.
//
// It promises all text but that of scripts and style sheets, in linear time
// whatever the nesting. It follows no link and loads no picture.
package html

import (
	"context"
	"mime"
	"regexp"

	"sarsen/crawlers/documents"
)

// New returns the format. A charset parameter of the input's media type is the
// declared encoding.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	p := newPage(out)
	p.read(ctx, documents.Decode(data, charset(in.MediaType, data)))
	p.end()
	return ctx.Err()
}

var metaCharset = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// charset returns the declared encoding: by whoever sent the page, or by the
// page itself.
func charset(mediaType string, data []byte) string {
	if _, params, err := mime.ParseMediaType(mediaType); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	if m := metaCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		return string(m[1])
	}
	return ""
}
