package all

import (
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// late notes what other programs may yet read of an item that was judged, and
// what that makes of its state.
func late(item documents.Item, scans []documents.Scan) documents.Item {
	if item.State == crawlers.Unsupported && strings.HasPrefix(item.MediaType, "image/") {
		item.State = crawlers.NeedsOCR // by whoever can
	}
	if len(scans) == 0 {
		if to := documents.ConvertTo(item.MediaType); to != "" && (item.State == crawlers.Unsupported || item.State == crawlers.Damaged) {
			item.Late = &documents.Late{Convert: to}
		}
		return item
	}
	item.Late = &documents.Late{Scans: scans, Rest: item.Reason}
	pending := item.Late.Pending(item.Pages)
	item.State, item.Reason = crawlers.NeedsOCR, joined(reasons(item.Reason, pending))
	if hasText(item) {
		item.State = crawlers.Partial
	}
	return item
}

// reasons leaves out those that are none.
func reasons(all ...string) []string {
	var out []string
	for _, r := range all {
		if r != "" {
			out = append(out, r)
		}
	}
	return out
}
