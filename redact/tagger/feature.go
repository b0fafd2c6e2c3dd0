package tagger

import "math/bits"

// slots are the places of words that are looked at around a token: two before
// it, itself, two after it.
const (
	slots  = 5
	centre = 2
)

// Sorts of features; the number is part of a feature's key, so that they must
// not change without the model. Those of a slot are told apart by it.
const (
	ofWord = iota + 1
	ofSpelling
	ofShape
	ofBrief
	ofAffix
	ofClass
	ofClasses
	ofCluster
	ofLength
	ofNothing
	ofClassesBefore
	ofClassesAfter
	ofBriefs
	ofWordBefore
	ofWordAfter
	ofAround
	ofClusterBefore
	ofClusterAfter
	ofFlag
	ofFlags
	ofLabel
	ofAbove
	ofPlaceInLine
	ofEvidence
	ofEvidences
	ofLineCase
	ofBeforeDot
	ofWords
	ofSkip
	ofBias
)

// key makes the feature of a sort with a value.
func key(sort, slot int, value uint64) uint32 {
	h := (value ^ uint64(sort*slots+slot)*0xd6e8feb86659fd93) * 0xff51afd7ed558ccd //nolint:gosec // small and not negative
	h ^= h >> 32
	h *= 0xc4ceb9fe1a85ec53
	return max(1, uint32(h>>32))
}

// formFeatures appends what a spelling tells at a slot.
func formFeatures(buf []uint32, f *form, slot int) []uint32 {
	if f == nil {
		return append(buf, key(ofNothing, slot, 0))
	}
	buf = append(buf, key(ofWord, slot, f.hash), key(ofBrief, slot, f.brief), key(ofClasses, slot, f.senses()))
	for set := uint32(f.entry.Classes); set != 0; set &= set - 1 {
		buf = append(buf, key(ofClass, slot, uint64(bits.TrailingZeros32(set)))) //nolint:gosec // below 32
	}
	if f.entry.Cluster != 0 {
		buf = append(buf, key(ofCluster, slot, uint64(f.entry.Cluster)))
	}
	if slot < centre-1 || slot > centre+1 {
		return buf
	}
	buf = append(buf, key(ofShape, slot, f.shape))
	for i, a := range f.affixes {
		if slot == centre || i == 5 { // of neighbours the last three letters
			buf = append(buf, key(ofAffix, slot, a))
		}
	}
	if slot == centre {
		buf = append(buf, key(ofSpelling, slot, mix(f.hash, f.shape)), key(ofLength, slot, uint64(min(f.capitals+f.smalls, 12)))) //nolint:gosec // not negative
	}
	return buf
}

// senses is what a word is known to be, in broad terms, with its case; of a
// sign, the sign.
func (f *form) senses() uint64 {
	if f == nil {
		return 1
	}
	return f.sense
}

// broad are the classes that count in company with other words; of a group the
// first that a word has.
var broad = [...][]Class{
	{Forename | TopForename | Nickname},
	{Surname | TopSurname},
	{Everyday | Frequent},
	{Town, Country},
	{Title, Particle, OrgEnd, OrgWord, Street, Unit, Role, Kin, Says, Greeting, Closing, Before, Heading, Calendar, Nationality, Abbreviation},
}

func (f *form) broadly() uint64 {
	if f.sign != 0 {
		return mix(2, uint64(f.sign)) //nolint:gosec // not negative
	}
	set := uint64(f.flags&(isWord|isNumber|isUpper|isSmall|isCaps)) + 3
	for _, group := range broad {
		set *= 32
		for i, c := range group {
			if f.entry.Classes&c != 0 {
				set += uint64(i + 1)
				break
			}
		}
	}
	return mix(5, set)
}

func (f *form) word() uint64 {
	if f == nil {
		return 1
	}
	return f.hash
}

func (f *form) outline() uint64 {
	if f == nil {
		return 1
	}
	return f.brief
}

func (f *form) cluster() uint64 {
	if f == nil {
		return 1 << 16
	}
	return uint64(f.entry.Cluster)
}

// placeFeatures appends what the place of token i tells: its neighbours
// together, its line, and where else in the text the word stands.
func (r *reader) placeFeatures(buf []uint32, i int, b bounds) []uint32 {
	f, before, after := r.formAt(i), b.form(r, i-1), b.form(r, i+1)
	own, prev, next := f.senses(), before.senses(), after.senses()
	buf = append(buf, key(ofBias, 0, 0),
		key(ofClassesBefore, 0, mix(prev, own)), key(ofClassesAfter, 0, mix(own, next)),
		key(ofBriefs, 0, mix(mix(before.outline(), f.brief), after.outline())),
		key(ofWordBefore, 0, mix(before.word(), f.brief)), key(ofWordAfter, 0, mix(f.brief, after.word())),
		key(ofAround, 0, mix(mix(prev, f.brief), next)),
		key(ofWords, 0, mix(before.word(), f.hash)), key(ofWords, 1, mix(f.hash, after.word())),
		key(ofSkip, 0, mix(mix(b.form(r, i-2).senses(), prev), f.brief)),
		key(ofSkip, 1, mix(mix(f.brief, next), b.form(r, i+2).senses())))
	if f.entry.Cluster != 0 {
		buf = append(buf, key(ofClusterBefore, 0, mix(before.cluster(), f.cluster())), key(ofClusterAfter, 0, mix(f.cluster(), after.cluster())))
	}
	if f.flags&isUpper == 0 && f.sign != 0 {
		return r.lineFeatures(buf, i, f)
	}
	set := r.elsewhere(i)
	for e := range evidences {
		if set>>e&1 != 0 {
			buf = append(buf, key(ofEvidence, e%slots, mix(uint64(e), f.brief)))
		}
	}
	buf = append(buf, key(ofEvidences, 0, mix(uint64(set), f.brief)))
	return r.lineFeatures(buf, i, f)
}

// lineFeatures appends what the line of token i and the one above it tell.
func (r *reader) lineFeatures(buf []uint32, i int, f *form) []uint32 {
	t := &r.tokens[i]
	l := &r.lines[t.line]
	around := t.flags & (isGlued | afterTab | lineStart | lineEnd | blockStart | sentence | inAddress)
	if i+1 < len(r.tokens) && r.tokens[i+1].flags&isGlued != 0 {
		around |= isWord // glued to the next
	}
	buf = append(buf, key(ofFlags, 0, mix(uint64(around), f.brief)))
	buf = append(buf, key(ofFlags, 1, mix(uint64(t.flags&(lineStart|lineEnd|blockStart|sentence)), f.senses())))
	for set := around; set != 0; set &= set - 1 {
		buf = append(buf, key(ofFlag, 0, uint64(bits.TrailingZeros32(set)))) //nolint:gosec // below 32
	}
	if l.small || l.caps {
		letter := uint64(1)
		if l.caps {
			letter = 2
		}
		buf = append(buf, key(ofLineCase, 0, letter), key(ofLineCase, 1, mix(letter, f.senses())))
	}
	words := min(l.to-l.from, 12)
	buf = append(buf, key(ofPlaceInLine, 0, mix(uint64(words)<<8|uint64(min(i-l.from, 3)), f.brief))) //nolint:gosec // small and not negative
	if words <= 3 {
		buf = append(buf, key(ofPlaceInLine, 1, mix(uint64(words), f.senses()))) //nolint:gosec // small and not negative
	}
	if l.label != 0 && i > l.colon {
		far := uint64(min(i-l.colon, 4)) //nolint:gosec // small and not negative
		buf = append(buf, key(ofLabel, 0, mix(l.label, f.brief)), key(ofLabel, 1, mix(mix(l.label, far), f.brief)))
	}
	if t.line > 0 && words <= 8 {
		buf = r.aboveFeatures(buf, &r.lines[t.line-1], f)
	}
	return buf
}

// aboveFeatures appends what a short line above tells: a label alone in it, or
// the end of a letter.
func (r *reader) aboveFeatures(buf []uint32, l *line, f *form) []uint32 {
	if l.to-l.from > 6 {
		return buf
	}
	first, last := &r.forms[r.tokens[l.from].form], &r.forms[r.tokens[l.to-1].form]
	buf = append(buf, key(ofAbove, 0, mix(first.hash, f.brief)))
	if last.sign != 0 && l.to-1 > l.from {
		before := &r.forms[r.tokens[l.to-2].form]
		buf = append(buf, key(ofAbove, 1, mix(mix(before.hash, uint64(last.sign)), f.brief))) //nolint:gosec // not negative
	}
	return buf
}

// bounds are the tokens of a block; neighbours outside of it are not seen.
type bounds struct{ from, to int }

func (b bounds) form(r *reader, i int) *form {
	if i < b.from || i >= b.to {
		return nil
	}
	return &r.forms[r.tokens[i].form]
}

// features appends all features of token i.
func (r *reader) features(buf []uint32, i int, b bounds) []uint32 {
	for s := range slots {
		buf = formFeatures(buf, b.form(r, i+s-centre), s)
	}
	return r.placeFeatures(buf, i, b)
}
