package people

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"sarsen/redact"
)

// secrecy marks what tells who a confidential source is: the sentences in which
// they ask for it, those that name them, and those that go on about them. In the
// item in which they ask for it every sentence that names them is one; in others
// those that may tell what they told, when, or where they live. A sentence that
// has nothing of it, such as one on their council tax, keeps its words: there
// only the name is withheld.
func (b *builder) secrecy() {
	for _, t := range b.texts {
		if t.field != "" {
			continue
		}
		for _, m := range t.mentions {
			if !m.who.confided || m.Kind != redact.Person {
				continue
			}
			if s := t.sentence(m.Start); m.who.asked[t.doc.Item] || b.maybeTold(t, s) {
				t.secrets = append(t.secrets, secret{Span: s, who: m.who})
			}
		}
		b.spoken(t)
		t.labelled()
		for _, s := range t.joined() {
			if !s.more && t.tells(s.Span) < 3 {
				continue // a line of a header or a signature
			}
			id, why := "", "somebody who is not named asked not to be known"
			switch {
			case s.who == nil:
			case s.who.asked[t.doc.Item]:
				id, why = s.who.id, "about a confidential source, in an item in which they asked not to be named"
			default:
				id, why = s.who.id, "may tell what a confidential source told, when, or where they live"
			}
			p := b.confidential(why)
			if s.more && t.touches(s.Span) {
				p = b.weigh(redact.ClassConfidential, "what was told in confidence, of the subject")
			}
			t.mark(redact.Found{Span: s.Span, Kind: redact.Context, Score: 0.7}, id, p)
		}
	}
}

// telling are words of what somebody told or saw, and of where they were.
var telling = regexp.MustCompile(`\b(?:t/c|tel|told|tells?|telling|said|says?|saying|report\w*|rang|rung|ring|call(?:s|ed|er|ing)?|phon(?:ed|es|ing)|wr(?:ote|ites?|iting|itten)|e-?mail\w*|letters?|contact\w*|spoken?|speaks?|inform\w*|mention\w*|` +
	`alleg\w*|claim\w*|complain\w*|complaints?|concern\w*|confirm\w*|describ\w*|disclos\w*|statements?|stat(?:ed|es|ing)|witness\w*|evidence|diar(?:y|ies)|sources?|confiden\w*|anonym\w*|identi\w*|afraid|fear\w*|scared|frightened|repris\w*|` +
	`saw|sees?|seen|seeing|watch\w*|hear[sd]?|hearing|notic\w*|observ\w*|witnessed|film\w*|record\w*|photo\w*|cctv|noise|nois[yi]\w*|know[sn]?|knew|friend\w*|colleague\w*|neighbour\w*|relative|aunt|uncle|sister|brother|mother|father|cousin|parent|` +
	`lives?|lived|living|next door|opposite|upstairs|downstairs|above|below|across|window|garden|house|flat|street|door|home|moved?|visit\w*|you|your|yours|` +
	`dweud|dywedodd|ffonio\w*|galw\w*|gwel\w*|clyw\w*|cwyn\w*|adrodd\w*|ysgrifenn\w*|cymydog\w*|byw|drws nesaf|chi|eich)\b`)

// maybeTold reports whether a sentence may tell what a source told: it speaks of
// the subject, of telling or seeing, or of where somebody lives. In doubt, as in
// a short one, which may go on about what stands before it, it does.
func (b *builder) maybeTold(t *text, s redact.Span) bool {
	if t.touches(s) || slices.ContainsFunc(t.within(s.Start, s.End), func(m mention) bool { return m.who.id == SubjectID }) {
		return true
	}
	low := strings.ToLower(t.s[s.Start:s.End])
	return telling.MatchString(low) || pronoun.MatchString(low)
}

// tells counts the words of s that are neither found in it nor a label.
func (t *text) tells(s redact.Span) int {
	rest := []byte(t.s[s.Start:s.End])
	if k := strings.IndexAny(string(rest), ":\t"); k > 0 && len(words(string(rest[:k]))) < 3 {
		s.Start, rest = s.Start+k, rest[k:]
	}
	i := sort.Search(len(t.found), func(k int) bool { return t.found[k].End > s.Start })
	for ; i < len(t.found) && t.found[i].Start < s.End; i++ {
		if t.found[i].Kind.LowConfidence() {
			continue
		}
		for k := max(t.found[i].Start, s.Start); k < min(t.found[i].End, s.End); k++ {
			rest[k-s.Start] = ' '
		}
	}
	return len(words(string(rest)))
}

// joined returns the secrets of a text in order, those that overlap as one.
// What goes on about a source right behind belongs to it: "The caller lives next
// door", "She is afraid of him".
func (t *text) joined() []secret {
	var all []secret
	for _, s := range t.secrets {
		all = append(all, s)
		for range mostFollowing {
			next, ok := t.following(s.Span)
			if !ok || !t.goesOn(next) {
				break
			}
			s.Span, s.more = next, true
			all = append(all, s)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Start < all[j].Start })
	var out []secret
	for _, s := range all {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			if out[n-1].who == nil {
				out[n-1].who = s.who
			}
			out[n-1].more = out[n-1].more || s.more
			continue
		}
		out = append(out, s)
	}
	return slices.Clip(out)
}

// mostFollowing is how many sentences that go on about a source are followed.
const mostFollowing = 5

// goesOn reports whether the sentence next, right behind s, goes on about its
// source: a pronoun is enough. Where it means the subject, it is what was told of
// them.
func (t *text) goesOn(next redact.Span) bool {
	low := strings.ToLower(t.s[next.Start:min(next.End, next.Start+60)])
	return nounGoesOn.MatchString(low) || pronounGoesOn.MatchString(low) || t.clipped(next)
}

// clipped reports whether a sentence is a few words without anybody in it, as
// notes go on about who was named last: "Very anxious."
func (t *text) clipped(s redact.Span) bool {
	return len(words(t.s[s.Start:s.End])) <= 3 && len(t.within(s.Start, s.End)) == 0 && !t.touches(s)
}
