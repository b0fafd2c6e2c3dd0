package alike

import (
	"strings"

	"sarsen/index/fold"
)

// longest is the length of the longest line that introduces a quotation.
const longest = 400

// separators are what stands between lines of strokes before a message that is
// quoted or passed on.
var separators = []string{
	"original message", "original appointment", "forwarded message", "forwarded by", "begin forwarded message", "neges wreiddiol",
	"neges a anfonwyd ymlaen", "anfonwyd ymlaen", "dechrau neges a anfonwyd ymlaen", "ursprungliche nachricht", "weitergeleitete nachricht",
	"message d'origine", "message transfere", "mensaje original", "mensaje reenviado", "messaggio originale", "wiadomosc oryginalna", //nolint:misspell // French
}

// separates reports whether a line such as -----Original Message----- begins a
// quotation that goes on to the end.
func separates(said string) bool {
	if len(said) > longest {
		return false
	}
	bare := strings.TrimFunc(said, func(r rune) bool { return strings.ContainsRune("-_*=–—: ", r) })
	if bare == "" || len(bare) > 80 {
		return false
	}
	stroked := len(bare) < len(said)
	f := fold.String(bare)
	for _, s := range separators {
		if f == s || stroked && strings.HasPrefix(f, s) {
			return true
		}
	}
	return false
}

// verbs end the line that says who wrote what is quoted; before them stands the
// name or the date, in Welsh the name comes after.
var verbs = []string{"wrote", "writes", "ysgrifennodd", "schrieb", "a ecrit", "escribio", "ha scritto", "schreef", "napisal(a)", "napisal"}

// attributed returns how many lines from the first one say who wrote what is
// quoted below, such as "On 3 June 2024, Jane Doe wrote:"; 0 for none. It may
// be broken over three lines.
func attributed(ls []line) int {
	said := ""
	for n := 1; n <= min(3, len(ls)); n++ {
		l := ls[n-1]
		if l.said == "" || l.depth != ls[0].depth || len(said)+len(l.said) > longest {
			return 0
		}
		said += l.said + " "
		if strings.HasSuffix(l.said, ":") {
			if attributes(said, n > 1) {
				return n
			}
			return 0
		}
	}
	return 0
}

func attributes(said string, broken bool) bool {
	f := strings.TrimSuffix(strings.TrimRight(fold.String(said), " "), ":")
	on := strings.HasPrefix(f, "on ") || strings.HasPrefix(f, "ar ") || strings.HasPrefix(f, "am ") || strings.HasPrefix(f, "le ") || strings.HasPrefix(f, "el ")
	for _, v := range verbs {
		at := strings.LastIndex(f, v)
		if at < 0 || at == 0 || !fold.Whole(f, at, at+len(v)) {
			continue
		}
		if rest := strings.TrimSpace(f[at+len(v):]); rest == "" && (on || !broken) || on && len(rest) < 120 {
			return on || strings.ContainsAny(f[:at], "@<0123456789") || strings.Count(f[:at], " ") <= 4
		}
	}
	return false
}

// Labels of the lines of a header, as mail programs write them above a quotation.
var (
	senders = labels("from", "oddi wrth", "von", "de", "da", "van", "od")
	dates   = labels("sent", "date", "anfonwyd", "dyddiad", "gesendet", "datum", "envoye", "enviado", "fecha", "inviato", "wyslano", "data")
	others  = labels("to", "cc", "bcc", "subject", "reply-to", "importance", "attachments", "sensitivity", "at", "i", "pwnc", "an", "betreff",
		"a", "objet", "para", "asunto", "oggetto", "do", "temat", "aan", "onderwerp", "organization", "x-mailer")
)

func labels(l ...string) map[string]bool {
	out := map[string]bool{}
	for _, s := range l {
		out[s] = true
	}
	return out
}

// label is the folded word before the first colon of a line of a header, "" for
// other lines.
func label(said string) string {
	at := strings.IndexByte(said, ':')
	if at < 1 || at > 24 {
		return ""
	}
	return fold.String(strings.Trim(said[:at], "* \t"))
}

// headed returns how many lines from the first one are a header that was put
// above a quotation: From, Sent and To or Subject, with lines that go on.
func headed(ls []line) int {
	if len(ls) == 0 || !senders[label(ls[0].said)] {
		return 0
	}
	end, dated, more, loose := 1, false, 0, 0
	for n := 1; n < min(len(ls), 16) && ls[n].depth == ls[0].depth; n++ {
		switch k := label(ls[n].said); {
		case dates[k]:
			dated, end, loose = true, n+1, 0
		case others[k]:
			more, end, loose = more+1, n+1, 0
		case ls[n].said == "" && (dated || more > 0):
			loose = 3
		default:
			loose++
		}
		if loose > 2 {
			break
		}
	}
	if !dated || more == 0 {
		return 0
	}
	return end
}
