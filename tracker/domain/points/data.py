"""The standard acupuncture points as data: meridian by meridian, in the order of their numbers.

Codes, pinyin names and body regions of the 361 points of the WHO Standard Acupuncture Point Locations in the
Western Pacific Region (2008, ISBN 978 92 9061 248 7), and the extra points of the Chinese standard GB/T 40997-2021
that are used around the low back and leg. Facts alone: no location texts, no drawings.
"""

from typing import Final

# Meridian code, its English name, then runs of names: the region that the run lies in and the names in order.
MERIDIANS: Final[tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = (
    (
        "LU",
        "Lung",
        (
            ("chest", "Zhongfu Yunmen"),
            ("arm", "Tianfu Xiabai"),
            ("elbow", "Chize"),
            ("forearm", "Kongzui Lieque Jingqu"),
            ("wrist", "Taiyuan"),
            ("hand", "Yuji Shaoshang"),
        ),
    ),
    (
        "LI",
        "Large Intestine",
        (
            ("hand", "Shangyang Erjian Sanjian Hegu"),
            ("wrist", "Yangxi"),
            ("forearm", "Pianli Wenliu Xialian Shanglian Shousanli"),
            ("elbow", "Quchi Zhouliao"),
            ("arm", "Shouwuli Binao"),
            ("shoulder", "Jianyu Jugu"),
            ("neck", "Tianding Futu"),
            ("face", "Kouheliao Yingxiang"),
        ),
    ),
    (
        "ST",
        "Stomach",
        (
            ("face", "Chengqi Sibai Juliao Dicang Daying Jiache Xiaguan"),
            ("head", "Touwei"),
            ("neck", "Renying Shuitu Qishe Quepen"),
            ("chest", "Qihu Kufang Wuyi Yingchuang Ruzhong Rugen"),
            (
                "abdomen",
                "Burong Chengman Liangmen Guanmen Taiyi Huaroumen Tianshu Wailing Daju Shuidao Guilai",
            ),
            ("groin", "Qichong"),
            ("thigh", "Biguan Futu Yinshi Liangqiu"),
            ("knee", "Dubi"),
            ("leg", "Zusanli Shangjuxu Tiaokou Xiajuxu Fenglong"),
            ("ankle", "Jiexi"),
            ("foot", "Chongyang Xiangu Neiting Lidui"),
        ),
    ),
    (
        "SP",
        "Spleen",
        (
            ("foot", "Yinbai Dadu Taibai Gongsun Shangqiu"),
            ("leg", "Sanyinjiao Lougu Diji Yinlingquan"),
            ("thigh", "Xuehai Jimen"),
            ("groin", "Chongmen"),
            ("abdomen", "Fushe Fujie Daheng Fuai"),
            ("chest", "Shidou Tianxi Xiongxiang Zhourong Dabao"),
        ),
    ),
    (
        "HT",
        "Heart",
        (
            ("axilla", "Jiquan"),
            ("arm", "Qingling"),
            ("elbow", "Shaohai"),
            ("forearm", "Lingdao Tongli Yinxi"),
            ("wrist", "Shenmen"),
            ("hand", "Shaofu Shaochong"),
        ),
    ),
    (
        "SI",
        "Small Intestine",
        (
            ("hand", "Shaoze Qiangu Houxi"),
            ("wrist", "Wangu Yanggu"),
            ("forearm", "Yanglao Zhizheng"),
            ("elbow", "Xiaohai"),
            ("shoulder", "Jianzhen Naoshu"),
            ("upper back", "Tianzong Bingfeng Quyuan Jianwaishu Jianzhongshu"),
            ("neck", "Tianchuang Tianrong"),
            ("face", "Quanliao Tinggong"),
        ),
    ),
    (
        "BL",
        "Bladder",
        (
            ("face", "Jingming"),
            ("head", "Cuanzhu Meichong Qucha Wuchu Chengguang Tongtian Luoque Yuzhen"),
            ("neck", "Tianzhu"),
            ("upper back", "Dazhu Fengmen Feishu Jueyinshu Xinshu Dushu Geshu Ganshu Danshu Pishu Weishu"),
            ("low back", "Sanjiaoshu Shenshu Qihaishu Dachangshu Guanyuanshu"),
            ("sacrum", "Xiaochangshu Pangguangshu Zhonglushu Baihuanshu Shangliao Ciliao Zhongliao Xialiao"),
            ("buttock", "Huiyang Chengfu"),
            ("thigh", "Yinmen"),
            ("knee", "Fuxi Weiyang Weizhong"),
            ("upper back", "Fufen Pohu Gaohuang Shentang Yixi Geguan Hunmen Yanggang Yishe Weicang"),
            ("low back", "Huangmen Zhishi"),
            ("buttock", "Baohuang Zhibian"),
            ("leg", "Heyang Chengjin Chengshan Feiyang Fuyang"),
            ("ankle", "Kunlun"),
            ("foot", "Pucan Shenmai Jinmen Jinggu Shugu Zutonggu Zhiyin"),
        ),
    ),
    (
        "KI",
        "Kidney",
        (
            ("foot", "Yongquan Rangu"),
            ("ankle", "Taixi"),
            ("foot", "Dazhong Shuiquan Zhaohai"),
            ("leg", "Fuliu Jiaoxin Zhubin"),
            ("knee", "Yingu"),
            ("abdomen", "Henggu Dahe Qixue Siman Zhongzhu Huangshu Shangqu Shiguan Yindu Futonggu Youmen"),
            ("chest", "Bulang Shenfeng Lingxu Shencang Yuzhong Shufu"),
        ),
    ),
    (
        "PC",
        "Pericardium",
        (
            ("chest", "Tianchi"),
            ("arm", "Tianquan"),
            ("elbow", "Quze"),
            ("forearm", "Ximen Jianshi Neiguan"),
            ("wrist", "Daling"),
            ("hand", "Laogong Zhongchong"),
        ),
    ),
    (
        "TE",
        "Triple Energizer",
        (
            ("hand", "Guanchong Yemen Zhongzhu"),
            ("wrist", "Yangchi"),
            ("forearm", "Waiguan Zhigou Huizong Sanyangluo Sidu"),
            ("elbow", "Tianjing"),
            ("arm", "Qinglengyuan Xiaoluo Naohui"),
            ("shoulder", "Jianliao"),
            ("upper back", "Tianliao"),
            ("neck", "Tianyou Yifeng"),
            ("head", "Chimai Luxi Jiaosun"),
            ("face", "Ermen"),
            ("head", "Erheliao Sizhukong"),
        ),
    ),
    (
        "GB",
        "Gallbladder",
        (
            ("head", "Tongziliao"),
            ("face", "Tinghui"),
            ("head", "Shangguan Hanyan Xuanlu Xuanli Qubin Shuaigu Tianchong Fubai Touqiaoyin"),
            ("neck", "Wangu"),
            ("head", "Benshen Yangbai Toulinqi Muchuang Zhengying Chengling Naokong"),
            ("neck", "Fengchi Jianjing"),
            ("chest", "Yuanye Zhejin Riyue"),
            ("abdomen", "Jingmen Daimai Wushu Weidao"),
            ("buttock", "Juliao Huantiao"),
            ("thigh", "Fengshi Zhongdu"),
            ("knee", "Xiyangguan"),
            ("leg", "Yanglingquan Yangjiao Waiqiu Guangming Yangfu Xuanzhong"),
            ("ankle", "Qiuxu"),
            ("foot", "Zulinqi Diwuhui Xiaxi Zuqiaoyin"),
        ),
    ),
    (
        "LR",
        "Liver",
        (
            ("foot", "Dadun Xingjian Taichong"),
            ("ankle", "Zhongfeng"),
            ("leg", "Ligou Zhongdu Xiguan"),
            ("knee", "Ququan"),
            ("thigh", "Yinbao Zuwuli Yinlian"),
            ("groin", "Jimai"),
            ("abdomen", "Zhangmen"),
            ("chest", "Qimen"),
        ),
    ),
    (
        "GV",
        "Governor Vessel",
        (
            ("perineum", "Changqiang"),
            ("sacrum", "Yaoshu"),
            ("low back", "Yaoyangguan Mingmen Xuanshu"),
            ("upper back", "Jizhong Zhongshu Jinsuo Zhiyang Lingtai Shendao Shenzhu Taodao"),
            ("neck", "Dazhui Yamen Fengfu"),
            ("head", "Naohu Qiangjian Houding Baihui Qianding Xinhui Shangxing Shenting"),
            ("face", "Suliao Shuigou Duiduan Yinjiao"),
        ),
    ),
    (
        "CV",
        "Conception Vessel",
        (
            ("perineum", "Huiyin"),
            ("abdomen", "Qugu Zhongji Guanyuan Shimen Qihai Yinjiao"),
            ("abdomen", "Shenque Shuifen Xiawan Jianli Zhongwan Shangwan Juque Jiuwei"),
            ("chest", "Zhongting Danzhong Yutang Zigong Huagai Xuanji"),
            ("neck", "Tiantu Lianquan"),
            ("face", "Chengjiang"),
        ),
    ),
)

# Code, name, region, on the midline, further names in use.
EXTRA_POINTS: Final[tuple[tuple[str, str, str, bool, tuple[str, ...]], ...]] = (
    ("EX-B2", "Jiaji", "back", False, ("Huatuojiaji",)),
    ("EX-B7", "Yaoyan", "low back", False, ()),
    ("EX-B8", "Shiqizhui", "low back", True, ()),
    ("EX-UE7", "Yaotongdian", "hand", False, ()),
    ("EX-LE10", "Bafeng", "foot", False, ()),
)

# The points for which two published name lists differ, with the other name.
OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "BL43": ("Gaohuangshu",),
    "TE18": ("Qimai",),
    "GV26": ("Renzhong",),
    "CV17": ("Shanzhong",),
}

MIDLINE_MERIDIANS: Final = frozenset({"GV", "CV"})
