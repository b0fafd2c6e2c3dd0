package person

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// A Likelihood says how likely it is that an item is about the subject.
type Likelihood string

// The likelihoods.
const (
	Certain  Likelihood = "certain"
	Likely   Likelihood = "likely"
	Possible Likelihood = "possible"
	Unlikely Likelihood = "unlikely"
)

// An About tells items about the subject from those that only name them.
type About string

// The two kinds.
const (
	AboutSubject About = "subject"
	AboutMention About = "mention"
)

// FieldHits are the hits in a field beside the text, found by Match, or by
// MatchName for a file name.
type FieldHits struct {
	Field  string // from, to, cc, subject, title, name
	Hits   []Hit
	People int // among how many people they are addressed; 0 when not as one of a list
}

// Evidence is all that is known of one item.
type Evidence struct {
	Text   string
	Hits   []Hit // what Match found in Text
	Fields []FieldHits
	Rows   []Row  // of tables of records, sorted and apart
	Heads  []Span // the lines of a message's header, sorted: Fields again
	// Rarity tells in how many of all documents a folded word occurs. It may
	// be nil.
	Rarity func(word string) (docs, total int)
	// Context names what else settles who is meant, such as another message of
	// the same conversation; "" when nothing does.
	Context string
	Unsure  bool // Context itself is no more than possible
	// Date is when the text was written; zero when that is not known.
	Date time.Time

	row *Row      // set where Text is this row's
	doc *document // Text, where it was read
}

// The facts of reasons that are no hits: what lies outside of the item, and a
// relative named in it.
const (
	FactContext  = "conversation"
	FactRelative = "relative"
)

// A Reason is a fact that speaks for or against the subject. Start and End
// are bytes of the text; both are 0 for one in a field. The weights of all
// reasons and contradictions add up, with Prior, to the logarithm of the odds,
// of which the score is made unless a limit holds (see Verdict.Limit).
type Reason struct {
	Fact       string
	Text       string
	Field      string // "" for the text
	Start, End int
	Weight     float64
}

// A Verdict is how likely an item is about the subject, and why.
type Verdict struct {
	Likelihood     Likelihood
	Score          float64 // 0 to 1
	Reasons        []Reason
	Contradictions []Reason
	About          About
	Sightings      []Sighting // of the name
	Limit          string     // why the score is not what the weights make; "" when it is

	named bool // by more than a surname or a forename
	own   bool // by more than the name
	sure  bool // by a number, an e-mail address or a date that is nobody else's
	home  bool // by the subject's address as well

	listed bool // what was found stands in a row of a table
	faint  bool // by a title and the surname, and nothing else
	sex    byte // by the titles before the name
}

// A unit is what was made of a text, or of a row by itself.
type unit struct {
	reasons []Reason
	against objections
	most    limit // by what was found
	sure    bool  // something is nobody else's
}

// score adds the weights up.
func (u unit) score() (score float64, why string) {
	sum := Prior
	for _, r := range u.reasons {
		sum += r.Weight
	}
	score, why = u.against.lower(sum)
	if score > u.most.score {
		return u.most.score, u.most.why
	}
	return score, why
}

// judge puts the score of a unit into a verdict.
func (v *Verdict) judge(u unit) {
	v.Reasons, v.Contradictions = u.reasons, u.against
	v.Score, v.Limit = u.score()
	v.Likelihood = likelihood(v.Score, len(u.reasons))
}

// weigh judges one unit: a text, or a row by itself.
func (s *Subject) weigh(e Evidence) Verdict {
	groups := s.group(e)
	v := Verdict{}
	var u unit
	for _, g := range groups {
		g.reason.Weight = g.weight
		u.reasons = append(u.reasons, g.reason)
		v.named = v.named || g.group == FactName && g.hit.Fact != FactSurname && g.hit.Fact != FactForename
	}
	if r, ok := s.otherName(groups, e.Hits); ok {
		r.Weight = weighOtherName
		u.reasons = append(u.reasons, r)
	}
	if len(groups) > 0 {
		u.reasons = append(u.reasons, s.around(&e)...)
	}
	v.own, v.sure = s.own(groups, e.Hits), s.settled(groups)
	u.sure = v.sure
	details := s.sight(&e)
	if !v.sure {
		u.against = s.objections(&e, details)
	}
	v.faint, v.sex = e.faint(groups), sexes(e.Text, e.Hits)
	u.most = s.most(groups, e.Hits, v.sex).tighter(s.sameNamed(&e, groups))
	switch {
	case e.Context == "" || v.own:
	case e.Unsure:
		u.most = u.most.tighter(limit{mostPossible, "its conversation is not surely about them"})
	default:
		u.most = u.most.tighter(limit{mostLikely, "it rests on its conversation"})
	}
	if !v.sure && u.against.decide() {
		u.most = u.most.tighter(limit{mostUnlikely, "people of one household have dates of birth and numbers of their own"})
	}
	v.judge(u)
	v.home = slices.ContainsFunc(e.Hits, func(h Hit) bool { return h.Fact == FactAddress && h.Strength >= asStreet })
	if slices.ContainsFunc(groups, func(g ground) bool { return g.group == FactName }) {
		v.Sightings = []Sighting{{
			Own: v.own, Other: u.against.tell() && !v.own, Faint: v.faint, Full: exactName(groups),
			Forms: s.forms(e), Details: details, unit: u,
		}}
	}
	return v
}

// around returns what speaks for the subject beside their own facts: a
// relative, the right age, the conversation.
func (s *Subject) around(e *Evidence) []Reason {
	var list []Reason
	if r, ok := s.relativeIn(e); ok {
		list = append(list, r)
	}
	if r, ok := s.rightAge(e); ok {
		list = append(list, r)
	}
	if e.Context != "" {
		list = append(list, Reason{Fact: FactContext, Text: e.Context, Weight: weighContext})
	}
	return list
}

// exactName reports whether the name stands there in full and without an error.
func exactName(groups []ground) bool {
	return slices.ContainsFunc(groups, func(g ground) bool {
		switch g.hit.Fact {
		case FactName, FactFormerName, FactNickname:
			return g.hit.Exact
		default:
			return false
		}
	})
}

// probability turns a sum of weights into a score.
func probability(sum float64) float64 { return math.Round(1000/(1+math.Exp(-sum))) / 1000 }

func likelihood(score float64, facts int) Likelihood {
	switch {
	case facts == 0:
		return Unlikely
	case score >= leastCertain:
		return Certain
	case score >= leastLikely:
		return Likely
	case score >= leastPossible:
		return Possible
	default:
		return Unlikely
	}
}

// settled reports whether a fact was found that leaves no doubt, whatever else
// the item says.
func (s *Subject) settled(list []ground) bool {
	for _, g := range list {
		if s.kinds[g.group] && g.hit.Strength >= asTyped || g.group == FactEmail && g.hit.Exact ||
			g.group == FactDateOfBirth && g.hit.Strength >= bornFull {
			return true
		}
	}
	return false
}

// own reports whether something was found that is the subject's alone, or the
// address beside the name.
func (s *Subject) own(list []ground, hits []Hit) bool {
	return atHome(hits) || slices.ContainsFunc(list, func(g ground) bool {
		switch g.group {
		case FactName, FactAddress, FactPostcode:
			return false
		default:
			return g.hit.Strength >= bornShort
		}
	})
}

// String prints a reason as an officer reads it.
func (r Reason) String() string {
	if r.Field != "" {
		return fmt.Sprintf("%s in %s: %s", r.Fact, r.Field, r.Text)
	}
	return fmt.Sprintf("%s: %s", r.Fact, r.Text)
}
