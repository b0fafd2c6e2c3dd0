package wordperfect

// letterOf returns a character of one of WordPerfect's sets, 0 when it is not
// known.
func letterOf(set, n byte) rune {
	var table []rune
	switch set {
	case 0:
		if n >= ' ' && n < 0x7F {
			return rune(n)
		}
		return 0
	case 1:
		table = western
		if n < firstWestern {
			return 0
		}
		n -= firstWestern
	case 4:
		table = signs
	}
	if int(n) < len(table) {
		return table[n]
	}
	return 0
}

// firstWestern is the first letter of set 1 that stands by itself.
const firstWestern = 26

var (
	western = []rune("ÁáÂâÄäÀàÅåÆæÇçÉéÊêËëÈèÍíÎîÏïÌìÑñÓóÔôÖöÒòÚúÛûÜüÙùŸÿÃãĐđØøÕõÝýÐðÞþĂăĀāĄąĆćČčĈĉĊċĎďĚěĖėĒēĘęǴǵĞğǦǧĢģĜĝĠġĤĥĦħİıĪīĮįĨĩĲĳĴĵĶķĹĺĽľĻļĿŀŁłŃńŉʼnŇňŅņŐőŌōŒœŔŕŘřŖŗŚśŠšŞşŜŝŤťŢţŦŧŬŭŰűŪūŲųŮůŨũŴŵŶŷŹźŽžŻż")
	signs   = []rune("●○■•⌑¶§¡¿«»£¥₧ƒªº½¼¢²ⁿ®©¤¾³‛’‘‟”“–—‹›○□†‡™℠℞●◦▪▫￭▫–ﬀﬃﬄﬁﬂ…$₣₢₠₤")
	// small are the letters that WordPerfect 6 writes as single bytes from 1.
	small = []rune("åÅæÆäÄáàâãÃçÇëéÉèêíñÑøØõÕöÖüÜúùß")
)
