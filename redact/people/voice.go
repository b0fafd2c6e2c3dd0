package people

import (
	"regexp"
	"strings"

	"sarsen/redact"
)

// firstPerson is what a sentence of a writer about themselves has in it.
var firstPerson = regexp.MustCompile(`(?i)\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself|we|we['’](?:re|ve|d|ll)|us|our|ours|fi|fy|ni|ein)\b`)

// spoken adds the sentences in which a confidential source who wrote a text
// speaks of themselves: "I watch from my landing". What earlier messages below
// say is by others.
func (b *builder) spoken(t *text) {
	end := len(t.s)
	if at := earlier.FindStringIndex(t.s); at != nil {
		end = at[0]
	}
	e, ok := t.author(redact.Span{Start: end, End: end})
	if !ok && len(t.secrets) > 0 { // who signs below what they ask for
		e, ok = t.author(t.secrets[0].Span)
	}
	if !ok || !e.confided {
		return
	}
	for _, at := range firstPerson.FindAllStringIndex(t.s[:end], -1) {
		s := t.sentence(at[0])
		if n := len(t.secrets); n > 0 && t.secrets[n-1].Covers(s) {
			continue
		}
		t.secrets = append(t.secrets, secret{Span: s, who: e})
	}
}

// earlier is where a message ends and what it answers begins.
var earlier = regexp.MustCompile(`(?m)^(?:>|On .{6,120} wrote:|-{2,} ?(?:Original|Forwarded) [Mm]essage|_{8,})`)

// A label stands for somebody who is not named: "Witness C", "Party B".
var label = regexp.MustCompile(`\b(?i:party|witness|resident|neighbour|complainant|person|tenant|source|informant|caller|referrer|reporter|employee|worker|colleague|member of staff) (?:[A-Z]|[1-9][0-9]?)\b`)

// roleOf is what records call a source whom nobody names.
var roleOf = regexp.MustCompile(`(?i)\b(?:anonymous |confidential )?(?:caller|informant|referrer|complainant|whistle-?blower|reporter)\b`)

// openedBy is what a sentence begins with that is on a source called so. Elsewhere
// in a sentence these are everyday words.
var openedBy = regexp.MustCompile(`^(?:The )?([Ss]ource|[Ww]itness)\b`)

// labelled adds, for sources who are not named, the other sentences of the text
// that speak of them by the same label, or by what the record calls them.
func (t *text) labelled() {
	words := map[string]bool{}
	for _, s := range t.secrets {
		if s.who != nil {
			continue
		}
		sentence := t.s[s.Start:s.End]
		if list := label.FindAllString(sentence, -1); len(list) > 0 {
			for _, w := range list {
				words[w] = true
			}
			continue
		}
		if w := openedBy.FindStringSubmatch(sentence); w != nil {
			t.opened(w[1])
		}
		for _, w := range roleOf.FindAllString(sentence, 1) {
			w = strings.ToLower(w)
			words[w[strings.LastIndexByte(w, ' ')+1:]] = true
		}
	}
	for w := range words {
		t.speakOf(w)
	}
}

// opened adds the sentences that a word, such as "Source", opens.
func (t *text) opened(w string) {
	re := regexp.MustCompile(`(?m)(?:^|[.!?] +)(?:(?i:the) )?((?i:` + regexp.QuoteMeta(w) + `))\b`)
	for _, at := range re.FindAllStringSubmatchIndex(t.s, -1) {
		t.secrets = append(t.secrets, secret{Span: t.sentence(at[2])})
	}
}

// speakOf adds the sentences with a word, or a label, that stands for a source.
func (t *text) speakOf(w string) {
	re := regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(w) + `\b`)
	for _, at := range re.FindAllStringIndex(t.s, -1) {
		t.secrets = append(t.secrets, secret{Span: t.sentence(at[0])})
	}
}
