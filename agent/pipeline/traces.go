package pipeline

import (
	"sarsen/agent/catalogue"
	"sarsen/crawlers/documents"
	"sarsen/index/alike"
)

// tracesOf takes the traces of a candidate's text while it is at hand, so that
// only the texts that belong to a group are read again.
func tracesOf(text catalogue.Text) *alike.Traces {
	if len(text.Text) > mostGrouped {
		return nil
	}
	t := alike.TracesOf(text.Text, body(text))
	return &t
}

// mostGrouped is the size of the largest text that is compared with others.
// Larger ones are lists and logs.
const mostGrouped = 2 << 20

// body is the offset at which a message's own header ends, 0 for other texts.
func body(text catalogue.Text) int {
	for _, b := range text.Bounds {
		if b.Kind == documents.Body {
			return b.Start
		}
	}
	return 0
}
