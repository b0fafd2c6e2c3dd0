package people

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/redact"
)

// A voice says who speaks in a cue of confidence.
type voice int

const (
	named   voice = iota // of somebody: "she asked not to be named"
	writer               // of oneself: "please do not tell him I rang"
	unnamed              // of nobody who is named: "an anonymous caller"
)

// A confidence is a cue that somebody is not to be known as the source.
type confidence struct {
	redact.Span
	voice voice
}

func (c confidence) from(start int) confidence {
	c.Start, c.End = c.Start+start, c.End+start
	return c
}

// stemmed are what no cue is without: the sentences around them are read.
var stemmed = []string{
	"anonym", "confiden", "be named", "being named", "be known", "identif", "identity", "my name", "his name", "her name", "their name", "own name", "give a name", "leave a name", "any name", "name and address", "name withheld",
	"his details", "her details", "their details", "my details", "my address", "my number", "who i am", "who told", "was me", "from me", "between us", "between you", "between ourselves", " i rang", " i rung", " i called", " i phoned", " i told", " i contacted", " i wrote", " i have",
	" i e-mailed", " i emailed", " i reported", " i spoke", " i said", " i got", " i complained", " i've", " i’ve", "know it was", "know who", "know that", "know he", "know she", "know they", "know i ", "let slip", "let on", "let her", "let him", "let them", "who said", "her who", "him who", "them who", "where it came", "rather", "prefer", "whistle", "disclosure", "reprisal", " not to tell", " not to say", " not to let", " not to pass", " not to share", " not to repeat", " not to write", " not to put", " not to record", " not to mention", " not to note", " not to log", "peidiwch", "wybod", " not given", "your name", "your details", "your identity", "chis", "find out", "finds out", "found out", "withheld", "with held", "name supplied", "hear it was", "hear who", "came from",
	"ddienw", "dienw", "di-enw", "gyfrinach", "cyfrinach", "enwi", "fy enw", "pwy ydw", "mod i",
}

// stems returns where a stem stands in a text in small letters, sorted.
func stems(low string) []int {
	var out []int
	for _, w := range stemmed {
		for at := 0; ; {
			k := strings.Index(low[at:], w)
			if k < 0 {
				break
			}
			out = append(out, at+k)
			at += k + len(w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cues are what people say who do not want to be known, in small letters. In
// the third person a cue begins with the verb, so that whose wish it is stands
// before it.
var cues = []struct {
	voice voice
	re    *regexp.Regexp
}{
	{writer, regexp.MustCompile(`\b(?:do not|don['’]?t|never)(?: ever)? (?:tell|let|say|mention|disclose|give|use|pass|reveal|share)\b[^.!?]{0,60}\b(?:i (?:have )?(?:rang|rung|called|phoned|told|contacted|wrote|written|e-?mailed|reported|spoke|spoken|said|got in touch|been in touch|complained)|it was me|(?:it|this) came from me|my (?:name|identity|details|address|number)|who i am|who told you|where (?:you heard|this came from|it came from))\b`)},
	{writer, regexp.MustCompile(`\bi(?: do| really| just|['’]d| would| am|['’]m)? ?(?:wish|want|like|prefer|ask|asking|rather)\b[^.!?]{0,40}\b(?:(?:remain|stay|be|be kept) anonymous|not (?:to )?be (?:named|identified)|my (?:name|identity|details) (?:to be |be )?(?:kept|left|withheld|not))\b`)},
	{writer, regexp.MustCompile(`\b(?:keep|leave) my (?:name|identity|details|address) (?:out of|confidential|secret|private|anonymous|to yourself)\b`)},
	{writer, regexp.MustCompile(`\bmy (?:name|identity|details)\b[^.!?]{0,30}\b(?:not (?:to )?be (?:disclosed|shared|revealed|given|passed|mentioned|used)|(?:kept|remain) (?:confidential|secret|private|anonymous)|be withheld)\b`)},
	{writer, regexp.MustCompile(`\bi (?:do not|don['’]?t|would not|wouldn['’]?t) (?:want|wish|like)\b[^.!?]{0,40}\b(?:to (?:know|find out|hear|be told) (?:that )?(?:it was me|it is me|i |who)|my name (?:used|mentioned|given|disclosed|passed)|to be (?:named|identified))`)},
	{writer, regexp.MustCompile(`\b(?:i (?:am |have |['’]m )?(?:telling|told|tell|saying|writing|write|speaking)\b[^.!?]{0,40}\bin (?:strict |the strictest |complete |total |absolute )?confidence|(?:this is|keep (?:this|it)) (?:strictly )?between (?:us|you and me|ourselves))\b`)},
	{writer, regexp.MustCompile(`\b(?:i would|i['’]?d) (?:rather|prefer)\b[^.!?]{0,30}\b(?:never|not|didn['’]?t)\b[^.!?]{0,30}\b(?:know|find|found|hear|told|tell|named?)\b`)},
	{writer, regexp.MustCompile(`\bpeidiwch â (?:dweud|datgelu|rhoi|sôn|defnyddio)\b[^.!?]{0,40}(?:\bfy enw|\bpwy ydw i|\b(?:mod|fy mod) i)`)},
	{writer, regexp.MustCompile(`\bpeidiwch â (?:dweud|sôn) wrth(?:i|o|yn nhw)\b`)},
	{writer, regexp.MustCompile(`\bcadw(?:ch)? (?:hyn|fy enw) (?:yn gyfrinachol|rhyngom)`)},
	{writer, regexp.MustCompile(`\b(?:rwy|rydw|dw i|hoffwn|dymunaf)\b[^.!?]{0,40}\byn ddienw\b`)},

	{unnamed, regexp.MustCompile(`\banonymous (?:phone ?call|telephone call|caller|call|source|informant|letter|e-?mail|complaint|complainant|report|reporter|referral|referrer|tip|tip-off|allegation|neighbour|resident|tenant|witness|member|information|note|message|contact)s?\b`)},
	{unnamed, regexp.MustCompile(`\bconfidential (?:informant|source|referrer|witness|complainant)s?\b`)},
	{unnamed, regexp.MustCompile(`\b(?:would not|wouldn['’]?t|refused to|declined to|did not want to|didn['’]?t want to|not willing to|unwilling to) (?:give|leave|provide|say|supply) (?:us )?(?:his|her|their|a|any) (?:own )?names?\b`)},
	{unnamed, regexp.MustCompile(`\bthe (?:caller|informant|complainant|referrer|source|witness|neighbour|reporter)['’]?s?['’]? (?:name|identity|details)\b[^.!?]{0,30}\b(?:not (?:to )?be (?:disclosed|shared|revealed|given|passed|mentioned|used)|(?:be kept|kept|remain|is|are) (?:confidential|secret|private|anonymous)|be withheld)\b`)},
	{unnamed, regexp.MustCompile(`\b(?:names?|identit(?:y|ies)|details|name and address)(?: and address(?:es)?)? (?:(?:has|have) been |is |are )?(?:withheld|supplied|with ?held at|redacted at)\b`)},
	{unnamed, regexp.MustCompile(`\b(?:do not|don['’]?t|must not|mustn['’]?t|not to) (?:let (?:slip|on)\b|let (?:her|him|them) (?:know|find out)\b|(?:say|tell (?:her|him|them|anyone|anybody)) (?:who|where it came)\b)`)},
	{unnamed, regexp.MustCompile(`\b(?:we|i|and) (?:will not|won['’]?t|shall not|would not|have not) (?:pass on|pass|share|disclose|reveal|give out|give|tell \w+) your (?:name|details|identity)\b|\byour (?:name|identity|details) will (?:not be|remain|be kept)\b|\bidentity (?:is )?known to\b|\bchis\b|\bnot for disclosure to\b`)},
	{unnamed, regexp.MustCompile(`\b(?:finds?|found|find) out (?:that )?(?:it was|it is|it['’]s|i am|i was) (?:me|the one)\b|\b(?:knows?|knew|hears?) (?:that )?(?:it was|it is|it['’]s) me\b`)},
	{unnamed, regexp.MustCompile(`\b(?:galwr|llythyr|cwyn|adroddiad|ffynhonnell|neges) (?:di-enw|dd?ienw)\b|\b(?:ffynhonnell|hysbysydd|tyst) g?yfrinachol\b`)},

	{named, regexp.MustCompile(`\b(?:ask|want|wish|request|prefer|insist|beg|plead|like|hope|desire)(?:s|es|ed|ing|ged)?\b[^.!?]{0,50}\b(?:not (?:to )?be(?:ing)? (?:named|identified|known)|(?:remain|stay|be|be kept|be treated as|kept) anonymous|anonymity|not to (?:give|disclose|share|pass on|reveal|mention|use) (?:his|her|their) (?:name|identity|details)|(?:his|her|their) (?:name|identity|details) (?:to be |be )?(?:kept|withheld|left out|not))\b`)},
	{named, regexp.MustCompile(`\b(?:does|did|do|would)(?: not|n['’]?t) (?:want|wish|like)\b[^.!?]{0,50}\b(?:to (?:know|find out|hear|be told) (?:that )?(?:it was|who|he |she |they )|(?:to )?be(?:ing)? (?:named|identified)|(?:his|her|their) (?:name|identity|details) (?:to be )?(?:used|mentioned|given|disclosed|passed|shared|known))`)},
	{named, regexp.MustCompile(`\b(?:afraid|scared|frightened|fearful|terrified|worried|anxious|concerned)\b[^.!?]{0,40}\b(?:being (?:named|identified)|(?:would|will|might|could) (?:find out|know) (?:it was|who|that (?:he|she|they) (?:told|rang|called|reported|spoke)))\b`)},
	{named, regexp.MustCompile(`\b(?:told|tells|said|says|reported|reports|gave|given|provided|supplied|spoke|spoken|disclosed|shared|rang|called|informed|wrote|mentioned|confided|passed|received)\b[^.!?]{0,50}\bin (?:strict |the strictest |strictest |complete |total |absolute )?confidence\b`)},
	{named, regexp.MustCompile(`\b(?:whistle-?blower|whistle-?blowing (?:disclosure|report|concern|complaint)|protected disclosure|public interest disclosure|fears? (?:of )?reprisals?|(?:asked|asks|begged|begs) (?:me|us|her|him|them|the \w+|that \w+ name) (?:is )?not (?:to (?:tell|say|let|pass|share|repeat|mention|record|write (?:that|this|it|any)|put (?:that|this|it|any)|note (?:that|this|it)|log (?:that|this|it))|given))\b`)},
	{named, regexp.MustCompile(`\b(?:his|her|their) (?:name|identity|details)\b[^.!?]{0,30}\b(?:not (?:to )?be (?:disclosed|shared|revealed|given|passed|mentioned|used)|(?:be kept|kept|remain|is|are) (?:confidential|secret|private|anonymous)|be withheld)\b`)},
	{named, regexp.MustCompile(`\b(?:was|were|been|is|are) (?:promised|assured of|guaranteed|granted|offered) (?:anonymity|confidentiality)\b`)},
	{named, regexp.MustCompile(`\((?:strictly )?(?:confidential|anonymous|name withheld|asked not to be named|wishes to remain anonymous|not to be named)\)`)},
	{named, regexp.MustCompile(`\b(?:gofyn\w*|gofynnodd|am|eisiau|dymuno|dymuna)\b[^.!?]{0,40}(?:\b(?:beidio|peidio) â[^.!?]{0,16}\bh?enwi\b|\b(?:aros|bod|gael|cael)\b[^.!?]{0,16}\b(?:yn ddienw|h?enwi)\b)`)},
	{named, regexp.MustCompile(`\bam i (?:neb|[a-z]+) (?:g?wybod|gael gwybod)\b[^.!?]{0,20}\b(?:ei h?enw|eu henwau?|pwy)\b`)},
	{named, regexp.MustCompile(`\b(?:ei h?enw|eu henwau?)\b[^.!?]{0,20}\byn gyfrinachol\b`)},
	{named, regexp.MustCompile(`\b(?:dweud|dywedodd|ddweud|rhoi|rhoddodd|roddodd|siarad\w*)\b[^.!?]{0,40}\byn gyfrinachol\b`)},
}

// willing is what takes a cue back.
var willing = regexp.MustCompile(`\b(?:did not|does not|didn['’]?t|doesn['’]?t) (?:ask|wish|want|need) to (?:remain|stay|be) anonymous\b|\b(?:happy|willing|content|agreed) (?:to be|for (?:his|her|their) name to be) (?:named|identified|shared|disclosed|used)\b`)

// sourceNouns are what a source is called who is not named.
const sourceNouns = `(?:caller|informant|complainant|neighbour|reporter|referrer|source|witness|resident|tenant|lady|gentleman|man|woman|person|somebody|someone|anyone|writer|relative|friend|member|colleague|employee|whistle-?blower|parent|customer|cymydog|galwr|tyst)s?\b`

var (
	sourceNoun = regexp.MustCompile(`\b` + sourceNouns)
	// aside says right behind a name what its bearer is: ", a neighbour,".
	aside = regexp.MustCompile(`^ ?[,(–-] ?(?:who is |also )?(?:an? |the |his |her |their |our |another )?(?:[a-z-]+ ){0,2}?` + sourceNouns)
)

// another reports whether what stands between a name, or the start of a text in
// small letters, and a cue speaks of a source other than the one named.
func another(gap string) bool { return sourceNoun.MatchString(aside.ReplaceAllString(gap, "")) }

// What a sentence begins with that goes on about a source.
var (
	nounGoesOn    = regexp.MustCompile(`^["'“‘]?(?:the|this|that) (?:same )?(?:caller|informant|complainant|neighbour|reporter|referrer|source|witness|writer|letter|lady|gentleman|man|woman|person)\b|^(?:informant|source|caller|referrer|witness)(?: (?:[a-z]|[0-9]{1,2}))? [a-z]`)
	pronounGoesOn = regexp.MustCompile(`^["'“‘]?(?:he|she|they|his|her|their|hers|theirs|says|said|states|stated|reports|reported|alleges|alleged|claims|claimed|told|tells|heard|hears|saw|sees|wants|asked|asks|feels|felt|worried|afraid|scared|frightened|anxious)\b`)
)

var pronoun = regexp.MustCompile(`\b(?:he|she|they|who|his|her|their)\b`)

// cueIn returns the first cue, in the order of the list, in a sentence in small
// letters.
func cueIn(sentence string) (confidence, bool) {
	if willing.MatchString(sentence) {
		return confidence{}, false
	}
	for _, c := range cues {
		if at := c.re.FindStringIndex(sentence); at != nil {
			return confidence{redact.Span{Start: at[0], End: at[1]}, c.voice}, true
		}
	}
	return confidence{}, false
}
