package all

import (
	"errors"
	"strings"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// errUnreadable says that the source failed while the document was read.
var errUnreadable = documents.Because(crawlers.ErrGone, "could not be read to its end; it may be locked or gone")

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
