package all

import (
	"errors"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// errUnreadable says that the source failed while the document was read.
var errUnreadable = documents.Because(crawlers.ErrGone, "could not be read to its end; it may be locked or gone")

// judge says in which state a document ends.
func judge(kind documents.Kind, result documents.Result, err error) (crawlers.State, string) {
	empty := !hasText(result.Item)
	switch {
	case err != nil && empty, errors.Is(err, documents.ErrEncrypted):
		return failure(kind, err)
	case err != nil:
		_, reason := failure(kind, err)
		return crawlers.Partial, joined(append(result.Problems, reason))
	case kind.State != "":
		return kind.State, kind.Reason
	case len(result.Problems) > 0 && empty && len(result.Parts) == 0 && result.Walk == nil && result.Item.Late == nil:
		return crawlers.Damaged, joined(result.Problems)
	case len(result.Problems) > 0:
		return crawlers.Partial, joined(result.Problems)
	case empty && kind.MediaType != documents.TypeMbox: // whose text is its messages'
		return crawlers.Empty, ""
	}
	return crawlers.Indexed, ""
}

// hasText reports whether a document has text of its own: properties are not,
// nor is the name above a sheet. Both can be searched all the same.
func hasText(item documents.Item) bool {
	at, sheet, found := 0, -1, false
	err := item.Each(func(b documents.Bound) bool {
		switch {
		case b.Kind == documents.Sheet:
			sheet = b.Start
		case b.Kind == documents.Properties, b.Kind == documents.Heading && b.Start == sheet:
			found = strings.TrimSpace(item.Text[at:max(at, b.Start)]) != ""
			at = max(at, b.End)
		}
		return !found
	})
	return found || err != nil || strings.TrimSpace(item.Text[at:]) != ""
}

// failure says in which state an error of a format leaves its document.
func failure(kind documents.Kind, err error) (crawlers.State, string) {
	reason := documents.ReasonOf(err)
	state := crawlers.Damaged
	switch {
	case errors.Is(err, documents.ErrEncrypted):
		state = crawlers.Encrypted
	case errors.Is(err, documents.ErrUnsupported):
		state = crawlers.Unsupported
	case errors.Is(err, documents.ErrTooLarge):
		state = crawlers.TooLarge
	case errors.Is(err, documents.ErrNeedsOCR):
		state = crawlers.NeedsOCR
	case errors.Is(err, crawlers.ErrGone), errors.Is(err, crawlers.ErrLocked), errors.Is(err, crawlers.ErrDenied):
		state = crawlers.Denied
	case reason == "":
		reason = documents.ErrDamaged.Error()
	}
	if reason == "" {
		reason = "could not be read; it may be locked or gone"
	}
	if plain(err) && kind.Name != "" {
		reason = kind.Name + ": " + reason
	}
	return state, reason
}

// plain reports that an error has no words of its own for officers.
func plain(err error) bool { return documents.ReasonOf(err) == "" || sentinel(err) }

func sentinel(err error) bool {
	for _, s := range []error{documents.ErrEncrypted, documents.ErrDamaged, documents.ErrUnsupported, documents.ErrTooLarge, documents.ErrNeedsOCR} {
		if documents.ReasonOf(err) == s.Error() {
			return true
		}
	}
	return false
}

// joined puts several reasons into one phrase; beyond a few it only counts.
func joined(reasons []string) string {
	const most = 4
	if len(reasons) > most {
		reasons = append(reasons[:most:most], "and more")
	}
	return strings.Join(reasons, "; ")
}
