package documents

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sarsen/crawlers"
)

// Late is what can be read of an item only with the help of another program:
// text in pictures, and kinds of document that no reader of ours knows. It is
// done when all sources have been crawled.
type Late struct {
	// Scans are the pages whose text is to be recognised, by page.
	Scans []Scan `json:"scans,omitempty"`
	// Convert is the kind to which the whole item is to be converted so that
	// it can be read, such as "odt"; "" for none.
	Convert string `json:"convert,omitempty"`
	// Rest says why the item stays partial when all that is done; "" when
	// nothing else is missing.
	Rest string `json:"rest,omitempty"`
}

// A Scan is a page that shows more than its text says.
type Scan struct {
	Page int `json:"page"` // from 1; of a picture, its frame
	// At is where what is recognised belongs: a byte of Text as it was read,
	// inside the bound of the page.
	At int `json:"at"`
}

// A Rect is a rectangle of a page as it is shown, from its top left corner: in
// points, or for a picture in its pixels.
type Rect struct {
	Left   float64 `json:"l"`
	Top    float64 `json:"t"`
	Right  float64 `json:"r"`
	Bottom float64 `json:"b"`
}

// A Word is where a recognised word stands.
type Word struct {
	Start      int  `json:"s"` // bytes of Recognition.Text
	End        int  `json:"e"`
	Box        Rect `json:"x"`
	Confidence int  `json:"c"` // per cent
}

// A Recognition is what was recognised on one page.
type Recognition struct {
	Width      float64 `json:"w"` // of the page as it is shown, in the unit of Rect
	Height     float64 `json:"h"`
	Text       string  `json:"text"` // canonical; lines end in \n, the last one does not
	Words      []Word  `json:"words,omitempty"`
	Confidence int     `json:"c"` // mean of all words, by their length; 0 when there are none
}

// unsure is the confidence below which a page counts as hard to read.
const unsure = 60

// hard reports whether somebody should look at the page as well.
func (r Recognition) hard() bool { return len(r.Words) > 0 && r.Confidence < unsure }

// Recognise returns the item with what was recognised on its pages in place, each
// page in a bound of kind Recognised whose label is the confidence. The item may hold what was
// recognised before: that goes. Pages of late that are not in got could not be
// recognised. State and reason say how it turned out.
func Recognise(item Item, late Late, got map[int]Recognition) Item {
	item = forget(item)
	scans := slices.Clone(late.Scans)
	slices.SortStableFunc(scans, func(a, b Scan) int { return a.At - b.At })
	for i := len(scans) - 1; i >= 0; i-- { // from the end, so that the places hold
		if r, ok := got[scans[i].Page]; ok {
			item = splice(item, scans[i], r)
		}
	}
	item.State, item.Reason = recognised(item, late, got)
	return item
}

// recognised says in which state an item ends.
func recognised(item Item, late Late, got map[int]Recognition) (crawlers.State, string) {
	hard, words, letters, sure := 0, 0, 0, 0
	for _, r := range got {
		if r.hard() {
			hard++
		}
		words += len(r.Words)
		letters += len(r.Text)
		sure += len(r.Text) * r.Confidence
	}
	sure /= max(letters, 1)
	var missing []string
	if late.Rest != "" {
		missing = append(missing, late.Rest)
	}
	if n := len(late.Scans) - len(got); n > 0 {
		missing = append(missing, ofPages(n, item.Pages)+" could not be recognised")
	}
	if hard > 0 {
		missing = append(missing, fmt.Sprintf("%s hard to read (%d%% sure)", ofPages(hard, item.Pages), sure))
	}
	switch {
	case len(got) == 0 && strings.TrimSpace(item.Text) == "":
		return crawlers.NeedsOCR, "picture whose text could not be recognised"
	case len(missing) > 0:
		return crawlers.Partial, strings.Join(missing, "; ")
	case words > 0:
		return crawlers.Indexed, fmt.Sprintf("%s recognised, %d%% sure", ofPages(len(got), item.Pages), sure)
	case strings.TrimSpace(item.Text) == "":
		return crawlers.Empty, "picture without text, as far as can be recognised"
	}
	return crawlers.Indexed, ""
}

// ofPages says whose text is spoken of.
func ofPages(n, all int) string {
	if all <= 1 {
		return "text of the picture"
	}
	return fmt.Sprintf("text of %d of %d pages", n, all)
}

// Pending is the reason of an item before its scans are recognised.
func (l Late) Pending(pages int) string {
	if pages <= 1 {
		return "picture whose text has not been recognised yet"
	}
	if len(l.Scans) == 1 {
		return fmt.Sprintf("1 of %d pages is a picture whose text has not been recognised yet", pages)
	}
	return fmt.Sprintf("%d of %d pages are pictures whose text has not been recognised yet", len(l.Scans), pages)
}

// splice puts what was recognised on a page into its place.
func splice(item Item, at Scan, r Recognition) Item {
	if r.Text == "" || at.At < 0 || at.At > len(item.Text) {
		return item
	}
	before, after := item.Text[:at.At], item.Text[at.At:]
	insert := r.Text
	if before != "" && !strings.HasSuffix(before, "\n") {
		insert = "\n" + insert
	}
	if after != "" && !strings.HasPrefix(after, "\n") {
		insert += "\n"
	}
	item.Text = before + insert + after
	page := slices.IndexFunc(item.Bounds, func(b Bound) bool { return b.Kind == Page && b.Label == strconv.Itoa(at.Page) })
	if page >= 0 && (item.Bounds[page].Start > at.At || item.Bounds[page].End < at.At) {
		page = -1
	}
	bounds := make([]Bound, 0, len(item.Bounds)+1)
	for i, b := range item.Bounds {
		bounds = append(bounds, widen(b, i, page, at.At, len(insert), item.Bounds))
	}
	place := 0
	for place < len(bounds) && bounds[place].Start <= at.At {
		place++
	}
	item.Bounds = slices.Insert(bounds, place, Bound{
		Kind: Recognised, Start: at.At, End: at.At + len(insert), Label: strconv.Itoa(r.Confidence),
	})
	return item
}

// widen returns bound i after n bytes were put in at a place inside bound page;
// page is -1 when the place is in none.
func widen(b Bound, i, page, at, n int, all []Bound) Bound {
	later := b.Start > at || b.Start == at && i > page
	holds := b.End > at
	if page >= 0 && i <= page && b.End == at {
		holds = i == page || all[page].Start < at
	}
	if later {
		b.Start += n
	}
	if later || holds {
		b.End += n
	}
	return b
}

// forget takes out what was recognised before.
func forget(item Item) Item {
	for i := len(item.Bounds) - 1; i >= 0; i-- {
		gone := item.Bounds[i]
		if gone.Kind != Recognised {
			continue
		}
		item.Text = item.Text[:gone.Start] + item.Text[gone.End:]
		bounds := slices.Delete(slices.Clone(item.Bounds), i, i+1)
		back := func(at int) int {
			switch {
			case at >= gone.End:
				return at - (gone.End - gone.Start)
			case at > gone.Start:
				return gone.Start
			}
			return at
		}
		for k := range bounds {
			bounds[k].Start, bounds[k].End = back(bounds[k].Start), back(bounds[k].End)
		}
		item.Bounds = bounds
	}
	return item
}

// Sound reports whether all places lie inside a text, between characters.
func (l Late) Sound(text string) bool {
	for _, s := range l.Scans {
		if s.Page < 1 || s.At < 0 || s.At > len(text) || s.At < len(text) && !utf8.RuneStart(text[s.At]) {
			return false
		}
	}
	return true
}

// convertible are the kinds that LibreOffice reads, for those that no reader of
// ours knows or that ours fails on, and to what it is asked to convert them.
var convertible = map[string]string{
	"application/msword":               "odt",
	"application/vnd.wordperfect":      "odt",
	"application/vnd.ms-works":         "odt",
	"application/vnd.sun.xml.writer":   "pdf",
	"application/vnd.apple.iwork":      "pdf",
	"application/vnd.ms-publisher":     "pdf",
	"application/vnd.visio":            "pdf",
	"application/vnd.ms-visio.drawing": "pdf",
	"application/vnd.ms-powerpoint":    "odp",
	"application/vnd.ms-excel":         "ods",
	"application/vnd.lotus-1-2-3":      "ods",
	"application/x-quattro-pro":        "ods",
	"application/vnd.corel-draw":       "pdf",
	"application/x-hwp":                "odt",
	"application/x-dbf":                "ods",
	"text/x-dbf":                       "ods",
	"application/x-ole-storage":        "odt",
	TypeRTF:                            "odt",
	TypeDOCX:                           "odt",
	TypeXLSX:                           "ods",
	TypePPTX:                           "odp",
	TypeODT:                            "odt",
	TypeODS:                            "ods",
	TypeODP:                            "odp",
}

// ConvertTo returns the kind to which LibreOffice can convert a document that
// could not be read, "" when it cannot.
func ConvertTo(mediaType string) string { return convertible[mediaType] }
