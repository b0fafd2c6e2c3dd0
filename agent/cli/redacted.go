package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"sarsen/agent/service"
)

// sayRedacted says what came of a redaction and what to know of the copy.
func (a *app) sayRedacted(r service.Redacted, out string) error {
	for _, m := range r.Missing {
		a.remark("Note: %q does not occur.", m)
	}
	if r.Parts > 0 {
		a.remark("Note: %s of the file not in the copy; extract and redact them one by one.", count(r.Parts, "part"))
	}
	for _, w := range r.Without {
		a.remark("Note: %s is not installed; with it more of the file could be read or shown.", w)
	}
	if r.Unpaged {
		a.remark("Note: it cannot be told where all of the text stands on its pages, so the copy is a page of the text.")
	}
	if r.Unshown {
		a.remark("Note: the file holds text that its pages do not show, such as comments; it is not in the copy. A name that ends in .html gives all of it.")
	}
	if r.Swept > 0 {
		a.remark("Note: %s that no term covers went with the boxes beside them.", count(r.Swept, "character"))
	}
	if r.Telling {
		a.remark("Note: the name of the copy holds a term.")
	}
	if want := extensions[r.MediaType]; len(want) > 0 && !slices.Contains(want, strings.ToLower(filepath.Ext(out))) {
		a.remark("Note: the copy is %s; a name that ends in %s opens it best.", r.MediaType, want[0])
	}
	if a.json {
		pages := make([]int, len(r.Dropped))
		for i, d := range r.Dropped {
			pages[i] = d.Page
		}
		return a.emit(map[string]any{
			"media_type": r.MediaType, "parts_left_out": r.Parts, "path": a.path(out), "redacted": r.Places, "seen_in_pictures": r.Caught,
			"missing": r.Missing, "withheld_pages": r.DroppedPages(), "withheld_page_numbers": pages, "characters_swept": r.Swept,
			"text_not_shown": r.Unshown, "not_installed": r.Without, "ok": true,
		})
	}
	a.say("Redacted %s in %s.", count(r.Places, "place"), out)
	if r.Caught > 0 {
		a.say("%s more found by looking at the pages.", count(r.Caught, "word"))
	}
	for _, d := range r.Dropped {
		a.say("Page %d is withheld as a whole: %s.", d.Page, d.Reason)
	}
	return nil
}
