package pipeline

import (
	"slices"
	"strings"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/index/fold"
)

// answers is how long after a message one with the same subject and people may
// answer it.
const answers = 28 * 24 * time.Hour

// lately is how many messages of one subject are looked back at.
const lately = 200

// subjects joins answers to the latest message before them that has their
// subject and shares people with them.
func (t *threads) subjects(mail []candidate) {
	before := map[string][]int{}
	for n, c := range mail {
		bare, answer := bareSubject(c.item.Mail.Subject)
		if bare == "" {
			continue
		}
		list := before[bare]
		before[bare] = append(list, n)
		list = list[max(0, len(list)-lately):]
		if !answer || t.answered(mail, list, c.item) {
			continue
		}
		for _, o := range slices.Backward(list) {
			other := mail[o].item
			if c.item.Date().Sub(other.Date()) > answers || c.item.Date().IsZero() {
				break
			}
			if converse(c.item, other) {
				t.join(name(c.item), name(other))
				break
			}
		}
	}
}

// answered reports whether a message is in one conversation with one of those
// before it.
func (t *threads) answered(mail []candidate, before []int, i catalogue.Item) bool {
	root := t.root(name(i))
	return slices.ContainsFunc(before, func(n int) bool { return t.root(name(mail[n].item)) == root })
}

// prefixes are what mail programs put before the subject of an answer.
var prefixes = []string{"re", "fw", "fwd", "ymateb", "ateb", "atb", "ymlaen", "aw", "wg", "sv", "vs", "tr", "antw"}

// bareSubject is a folded subject without Re: and the like, and whether it had
// one.
func bareSubject(s string) (bare string, answer bool) {
	for s = fold.String(s); ; {
		head, rest, ok := strings.Cut(s, ":")
		head, _, _ = strings.Cut(head, "[") // Re[2]:
		if !ok || !slices.Contains(prefixes, strings.TrimSpace(head)) {
			return s, answer
		}
		s, answer = strings.TrimSpace(rest), true
	}
}

// converse reports whether the sender of one message is a sender or receiver of
// the other.
func converse(a, b catalogue.Item) bool {
	from := func(x, y catalogue.Item) bool {
		people := slices.Concat(y.Mail.From, y.Mail.To, y.Mail.Cc)
		return slices.ContainsFunc(x.Mail.From, func(s string) bool {
			return slices.ContainsFunc(people, func(p string) bool { return mailbox(s) == mailbox(p) })
		})
	}
	return from(a, b) || from(b, a)
}

// mailbox is the address in a line such as Ann <ann@x.example>, folded.
func mailbox(s string) string {
	if at := strings.LastIndexByte(s, '<'); at >= 0 {
		s = strings.TrimSuffix(s[at+1:], ">")
	}
	return fold.String(s)
}
